import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../../scripts/lib/paths.mjs';

async function built(...parts) {
  const file = join(inRoot('dist', 'src'), ...parts);
  if (!existsSync(file)) throw new Error(`The build has no ${parts.join('/')}; the generator of the bench needs it.`);
  return import(pathToFileURL(file).href);
}

/** What the generator takes from the built product, so that its rows are found as the product's own are. */
export async function productCode() {
  await import('reflect-metadata');
  const { gramsOf } = await built('kernel', 'lists', 'search-text.js');
  const { Customer } = await built('modules', 'customers', 'domain', 'customer.js');
  const { Contact } = await built('modules', 'customers', 'domain', 'contact.js');
  const { Opportunity } = await built('modules', 'opportunities', 'domain', 'opportunity.js');
  const { Person } = await built('modules', 'permissions', 'domain', 'person.js');
  const { DEFAULT_STAGES, DEFAULT_MODEL } = await built('modules', 'opportunities', 'domain', 'default-stages.js');
  const searchText = (Kind) => (record) => Kind.prototype.searchParts.call(record).slice(0, 1000);
  return {
    gramsOf,
    stages: DEFAULT_STAGES,
    stageModel: DEFAULT_MODEL,
    searchTextOf: {
      customer: searchText(Customer),
      contact: searchText(Contact),
      opportunity: searchText(Opportunity),
      person: searchText(Person),
    },
  };
}
