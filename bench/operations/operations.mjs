import { KEY_PLACE } from '../lib/closed-loop-client.mjs';
import { LIST, NESTED, SEARCH, VIEW_360 } from './customer-documents.mjs';
import { REPORT, WRITE } from './other-documents.mjs';

const ORDERS = [[{ field: 'NAME', direction: 'ASC' }], [{ field: 'CREATED_AT', direction: 'DESC' }]];
const TIERS = ['GOLD', 'SILVER', 'BRONZE'];
const LIFECYCLES = [['INTENDING', 'NEGOTIATING'], ['WON'], ['POTENTIAL', 'DORMANT'], ['WON', 'LOST']];

function pages() {
  return ORDERS.flatMap((orderBy) =>
    TIERS.flatMap((tier) =>
      LIFECYCLES.map((lifecycles) => ({
        first: 20,
        filter: { tier: { eq: tier }, lifecycle: { in: lifecycles } },
        orderBy,
      })),
    ),
  );
}

const searches = ({ keywords }) => keywords.map((search) => ({ first: 20, filter: { search } }));

/**
 * What is measured. `variables` makes the inputs, the same for product and floor, from what the data set holds for the asker;
 * `floor` names the floor's answer; every good answer contains the texts of `expected`. `mostClients` keeps below the number of
 * reports that the product lets wait at once, since what it refuses beyond that is no answer.
 */
export const OPERATIONS = [
  {
    name: 'list',
    title: 'List page of 20, filter and order',
    asker: 'manager',
    document: LIST,
    variables: pages,
    floor: 'list',
  },
  {
    name: 'list-all',
    title: '  the same, asker sees everything',
    asker: 'everything',
    document: LIST,
    variables: pages,
    floor: 'list',
  },
  {
    name: 'nested',
    title: 'The same with owner, contacts, deals',
    asker: 'manager',
    document: NESTED,
    variables: pages,
    floor: 'nested',
  },
  {
    name: 'view360',
    title: '360° view of a customer',
    asker: 'manager',
    document: VIEW_360,
    variables: ({ customerIds }) => customerIds.map((id) => ({ id })),
    floor: 'view360',
  },
  {
    name: 'report',
    title: 'Pipeline report, stage × month',
    asker: 'manager',
    document: REPORT,
    variables: ({ departmentIds }) => departmentSets(departmentIds).map(reportVariables),
    mostClients: 12,
    floor: 'report',
  },
  {
    name: 'search',
    title: 'Keyword, 2 Chinese characters (LIKE)',
    asker: 'manager',
    document: SEARCH,
    variables: searches,
    floor: 'search',
  },
  {
    name: 'search-all',
    title: '  the same, asker sees everything',
    asker: 'everything',
    document: SEARCH,
    variables: searches,
    floor: 'search',
  },
  {
    name: 'write',
    title: 'Add an interaction',
    asker: 'manager',
    document: WRITE,
    variables: ({ customerIds }) => customerIds.map(newInteraction),
    floor: 'write',
    writes: true,
    expected: ['"userErrors":[]'],
  },
];

function departmentSets(ids) {
  return [ids, ...ids.map((id) => [id])];
}

function reportVariables(departmentIds) {
  return {
    query: {
      dataset: 'opportunities',
      dimensions: [{ name: 'stage' }, { name: 'expectedCloseOn', grain: 'MONTH' }],
      measures: ['count', 'amount'],
      filters: [
        { field: 'state', operator: 'EQ', values: ['OPEN'] },
        { field: 'department', operator: 'IN', values: departmentIds },
      ],
    },
  };
}

function newInteraction(customerId) {
  const summary = '电话沟通：客户确认了本季度的采购计划，要求下周提供正式报价和交货期，并安排技术人员到场。';
  const followUp = { followUpOn: '2026-12-01', followUpChannel: 'VISIT', followUpNote: '带上报价单和样机' };
  return { input: { customerId, channel: 'CALL', summary, ...followUp, idempotencyKey: `bench-${KEY_PLACE}` } };
}
