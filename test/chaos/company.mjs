import { Person } from './graphql-client.mjs';
import { ADMINISTRATOR } from './server-process.mjs';

const FIRST_PASSWORD = 'Handed-Out-With-Salt-41';
const PASSWORD = 'Loaded-With-Salt-42';
const SELLERS = 4;
const HOT_CUSTOMERS = 8;

/** Sets up a department with a head and sales people who may all change each other's customers, and some customers that all fight for. */
export async function foundCompany(address) {
  const admin = new Person(address, ADMINISTRATOR.login, ADMINISTRATOR.password);
  const { viewer, roles } = await admin.get(
    '{ viewer { person { department { id } } } roles(first: 50) { nodes { id code } } }',
  );
  const root = viewer.person.department.id;
  const roleIds = [roles.nodes.find(({ code }) => code === 'sales_manager').id];
  const { departmentCreate } = await admin.get(
    'mutation ($input: DepartmentCreateInput!) { departmentCreate(input: $input) { department { id } userErrors { code } } }',
    { input: { name: '华北', parentId: root } },
  );
  const departmentId = departmentCreate.department.id;
  const add = (login, managerId) => addPerson(admin, address, { login, departmentId, roleIds, managerId });
  const head = await add('chaos-head', null);
  const sellers = [];
  for (let index = 1; index <= SELLERS; index += 1) sellers.push(await add(`chaos-seller-${index}`, head.id));
  const hot = [];
  for (let index = 1; index <= HOT_CUSTOMERS; index += 1) hot.push(await addCustomer(sellers[0].person, index));
  return { head, sellers, hot };
}

async function addPerson(admin, address, { login, departmentId, roleIds, managerId }) {
  const { personCreate } = await admin.get(
    'mutation ($input: PersonCreateInput!) { personCreate(input: $input) { person { id } userErrors { code } } }',
    { input: { login, name: login, type: 'MANAGER', departmentId, roleIds, managerId } },
  );
  const { id } = personCreate.person;
  await admin.get(
    'mutation ($input: PasswordSetInput!) { passwordSet(input: $input) { personId userErrors { code } } }',
    { input: { personId: id, password: FIRST_PASSWORD } },
  );
  await new Person(address, login, FIRST_PASSWORD).get(
    'mutation ($input: PasswordChangeInput!) { passwordChange(input: $input) { changed userErrors { code } } }',
    { input: { oldPassword: FIRST_PASSWORD, newPassword: PASSWORD } },
  );
  return { id, person: new Person(address, login, PASSWORD) };
}

async function addCustomer(person, index) {
  const { customerCreate } = await person.get(
    'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { id version } userErrors { code } } }',
    { input: { name: `大家都要改的客户 ${index}` } },
  );
  return customerCreate.customer;
}
