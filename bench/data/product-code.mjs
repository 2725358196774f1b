import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../../scripts/lib/paths.mjs';

async function built(...parts) {
  const file = join(inRoot('dist', 'src'), ...parts);
  if (!existsSync(file)) throw new Error(`The build has no ${parts.join('/')}; the generator of the bench needs it.`);
  return import(pathToFileURL(file).href);
}

/** Every so many records the text is compared with the product's own. */
const CHECKED_EVERY = 500;

/** What the generator takes from the built product, so that its rows are found as the product's own are. */
export async function productCode() {
  await import('reflect-metadata');
  const words = await built('kernel', 'lists', 'search-text.js');
  const { Customer } = await built('modules', 'customers', 'domain', 'customer.js');
  const { Contact } = await built('modules', 'customers', 'domain', 'contact.js');
  const { Interaction } = await built('modules', 'customers', 'domain', 'interaction.js');
  const { Opportunity } = await built('modules', 'opportunities', 'domain', 'opportunity.js');
  const { Person } = await built('modules', 'permissions', 'domain', 'person.js');
  const { DEFAULT_STAGES, DEFAULT_MODEL } = await built('modules', 'opportunities', 'domain', 'default-stages.js');
  const initials = remembered(words.pinyinInitials);
  const digits = ({ phone }) => words.phoneDigits(phone ?? '');
  const checked = checkedBy(words.joinSearchParts);
  return {
    gramsOf: words.gramsOf,
    stages: DEFAULT_STAGES,
    stageModel: DEFAULT_MODEL,
    searchTextOf: {
      customer: checked(Customer, (one) => [
        part('name', one.name, initials(one.name)),
        part('short_name', one.shortName, initials(one.shortName)),
        part('credit_code', one.creditCode),
        part('phone', digits(one)),
      ]),
      contact: checked(Contact, (one) => [
        part('name', one.name, initials(one.name)),
        part('phone', digits(one)),
        part('email', one.email),
      ]),
      interaction: checked(Interaction, (one) => [
        part('summary', one.summary),
        part('follow_up_note', one.followUpNote),
      ]),
      opportunity: checked(Opportunity, (one) => [
        part('name', one.name, initials(one.name)),
        part('customer_name', one.customerName, initials(one.customerName)),
      ]),
      person: checked(Person, (one) => [
        part('name', one.name, initials(one.name)),
        part('login', one.login),
        part('phone', digits(one)),
      ]),
    },
  };
}

/** Pinyin is most of the work, and the names of customers come back in their deals. */
function remembered(initials) {
  const known = new Map();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) known.set(text, (answer = initials(text)));
    return answer;
  };
}

function part(column, ...texts) {
  return { column, texts };
}

/** Makes search texts, and now and then makes sure that the product would have made the same. */
const checkedBy = (join) => (Kind, make) => {
  let made = 0;
  return (record) => {
    const text = join(make(record)).slice(0, 1000);
    if (made++ % CHECKED_EVERY === 0 && text !== join(Kind.prototype.searchParts.call(record)).slice(0, 1000))
      throw new Error(
        `The product makes the search text of a ${Kind.name} in another way: mend bench/data/product-code.mjs.`,
      );
    return text;
  };
};
