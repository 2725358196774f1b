import { idsOf, madeAt, moment, PERIODS } from './calendar.mjs';
import { Random } from './random.mjs';
import { company, contactTitle, personName } from './words.mjs';

const TIERS = ['GOLD', 'SILVER', 'SILVER', 'BRONZE', 'BRONZE', 'BRONZE', null];
const LIFECYCLES = ['POTENTIAL', 'INTENDING', 'NEGOTIATING', 'WON', 'LOST', 'DORMANT'];
const SOURCES = ['ADVERTISING', 'FAIR', 'COLD_CALL', 'REFERRAL', 'WEB'];
const RELATIONS = ['STRANGER', 'ACQUAINTANCE', 'FRIEND', 'CONFIDANT'];
/** Letters of a credit code; I, O, S, V and Z are not used. */
const CODE_LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const RECORD = ['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_at'];

/** Columns that `customerRows` fills, in its order; what is not named is null. */
export const CUSTOMER_COLUMNS = [
  ...RECORD,
  ...['name', 'short_name', 'kind', 'credit_code', 'industry', 'founded_year', 'employees', 'annual_revenue'],
  ...['revenue_currency', 'country', 'city', 'phone', 'website', 'source', 'tags', 'tier', 'lifecycle', 'owner_id'],
  ...['department_id', 'custom', 'search_text'],
];

/** Columns that `contactRows` fills, in its order. */
export const CONTACT_COLUMNS = [
  ...RECORD,
  ...['customer_id', 'name', 'title', 'phone', 'email', 'buying_role', 'relationship_level', 'do_not_contact'],
  ...['custom', 'search_text'],
];

function made(id, at, by) {
  return [id, 1, at, by, at, by, null];
}

/** Rows of customers, of the world's people in turn unless `ownerFor` says whose they are; what the later tables need of them is added to `world.customers`. */
export function* customerRows(world, count, ownerFor = (random) => random.pick(world.people)) {
  const random = new Random(2);
  const ids = idsOf('customer', count);
  for (let index = 0; index < count; index += 1) {
    const id = ids[index];
    const owner = ownerFor(random, index);
    const at = moment(madeAt(PERIODS.customer, index, count));
    const facts = customerFacts(random, index);
    const searchText = world.searchTextOf.customer(facts);
    world.grams.add('customer', id, searchText);
    world.customers.push({ id, owner, name: facts.name, shortName: facts.shortName });
    const { name, shortName, creditCode, industry, city, phone } = facts;
    const size = random.integer(20, 1800);
    yield [
      ...made(id, at, owner.id),
      ...[name, shortName, 'ORGANISATION', creditCode, industry, random.integer(1980, 2023), size],
      ...[`${size * random.integer(200_000, 900_000)}.00`, 'CNY', 'CN', city, phone, `https://c${index}.example.com`],
      ...[random.pick(SOURCES), '[]', random.pick(TIERS), random.pick(LIFECYCLES), owner.id, owner.departmentId],
      ...['{}', searchText],
    ];
  }
}

function customerFacts(random, index) {
  const facts = company(random);
  const phone = `154${String(10_000_000 + index)}`;
  return { ...facts, creditCode: random.chance(0.4) ? creditCode(random) : null, phone };
}

function creditCode(random) {
  return Array.from({ length: 18 }, () => random.pick(CODE_LETTERS)).join('');
}

/** Rows of contacts, `perCustomer` for each customer; a name for the texts is kept with the customer. */
export function* contactRows(world, perCustomer) {
  const random = new Random(3);
  const count = world.customers.length * perCustomer;
  const ids = idsOf('contact', count);
  for (let index = 0; index < count; index += 1) {
    const customer = world.customers[Math.floor(index / perCustomer)];
    const name = personName(random);
    customer.contact ??= { id: ids[index], name };
    const { zh: title, buyingRole } = contactTitle(random);
    const phone = `155${String(10_000_000 + index)}`;
    const email = random.chance(0.5) ? `k${index}@example.com` : null;
    const searchText = world.searchTextOf.contact({ name, phone, email });
    world.grams.add('contact', ids[index], searchText);
    yield [
      ...made(ids[index], moment(madeAt(PERIODS.contact, index, count)), customer.owner.id),
      ...[customer.id, name, title, phone, email, buyingRole, random.pick(RELATIONS), 0, '{}', searchText],
    ];
  }
}
