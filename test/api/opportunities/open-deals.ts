import type { Answer } from '../../support/client.js';
import type { TestPerson, World } from '../../support/world.js';

/** A refusal as payloads show it. */
export interface Refusal {
  readonly __typename: string;
  readonly code: string;
  readonly path: string[] | null;
  readonly message: string;
  readonly currentVersion?: number;
}

/** What specs look at in a deal. */
export interface DealView {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly customerName: string | null;
  readonly customer: { readonly id: string } | null;
  readonly owner: { readonly login: string } | null;
  readonly department: { readonly id: string } | null;
  readonly stageCode: string;
  readonly state: string;
  readonly probability: number;
  readonly stage: { readonly code: string; readonly nameZh: string } | null;
  readonly amount: string | null;
  readonly currency: string;
  readonly baseAmount: string | null;
  readonly listAmount: string | null;
  readonly discount: number | null;
  readonly expectedCloseOn: string | null;
  readonly closedOn: string | null;
  readonly lostReason: string | null;
  readonly approvalDecision: string | null;
  readonly lines: {
    readonly quantity: string;
    readonly unitPrice: string;
    readonly listPrice: string;
    readonly discount: number;
    readonly product: { readonly code: string } | null;
  }[];
  readonly stageHistory: {
    readonly stageCode: string;
    readonly leftAt: string | null;
    readonly actor: { readonly login: string } | null;
  }[];
  readonly openApproval: { readonly id: string; readonly state: string } | null;
}

/** The fields of a DealView. */
export const DEAL = `id version name customerName customer { id } owner { login } department { id } stageCode state probability
  stage { code nameZh } amount currency baseAmount listAmount discount expectedCloseOn closedOn lostReason approvalDecision
  lines { quantity unitPrice listPrice discount product { code } } stageHistory { stageCode leftAt actor { login } }
  openApproval { id state }`;

/** A payload of one of the mutations of deals. */
export interface DealPayload {
  readonly opportunity: DealView | null;
  readonly approvalId?: string | null;
  readonly approval?: { readonly id: string; readonly state: string } | null;
  readonly userErrors: Refusal[];
}

type Verb = 'Create' | 'Update' | 'Advance' | 'Win' | 'Lose' | 'Reopen' | 'Assign';

/** Calls `opportunity<Verb>`; the answer as it came, with the payload under `done`. */
export function call(person: TestPerson, verb: Verb, input: object): Promise<Answer<{ done: DealPayload }>> {
  const approval = verb === 'Win' || verb === 'Advance' ? 'approvalId approval { id state }' : '';
  return person.ask(
    `mutation($input: Opportunity${verb}Input!) { done: opportunity${verb}(input: $input) { opportunity { ${DEAL} } ${approval}
      userErrors { __typename code path message ... on StaleRecordError { currentVersion } } } }`,
    { input },
  );
}

/** The payload of `opportunity<Verb>`; fails on top-level errors. */
export async function payloadOf(person: TestPerson, verb: Verb, input: object): Promise<DealPayload> {
  const { data, errors } = await call(person, verb, input);
  if (!data) throw new Error(`opportunity${verb}: ${JSON.stringify(errors)}`);
  return data.done;
}

/** Calls `opportunity<Verb>` and expects it to take effect. */
export async function done(person: TestPerson, verb: Verb, input: object): Promise<DealView> {
  const { opportunity, userErrors } = await payloadOf(person, verb, input);
  if (!opportunity || userErrors.length > 0) throw new Error(`opportunity${verb}: ${JSON.stringify(userErrors)}`);
  return opportunity;
}

/** Adds a deal of the person and moves it to the stage; the deal must meet what the stage asks. */
export async function aDeal(person: TestPerson, input: object = {}, stage = 'PROSPECTING'): Promise<DealView> {
  const deal = await done(person, 'Create', { name: '新机会', ...input });
  if (stage === 'PROSPECTING') return deal;
  return done(person, 'Advance', { opportunityId: deal.id, expectedVersion: deal.version, toStage: stage });
}

/** The mutation's input for a deal as it is now. */
export function now(deal: DealView): { opportunityId: string; expectedVersion: number } {
  return { opportunityId: deal.id, expectedVersion: deal.version };
}

/** The deal as the person sees it. */
export async function seeDeal(person: TestPerson, id: string): Promise<DealView> {
  const query = `query($id: ID!) { opportunity(id: $id) { ${DEAL} } }`;
  return (await person.get<{ opportunity: DealView }>(query, { id })).opportunity;
}

/** Adds a product that costs 100 yuan a piece, of which 10 % may be let off. */
export async function aProduct(world: World, code: string, price: object | null = {}): Promise<string> {
  const rule = price === null ? null : { listPrice: '100.00', currency: 'CNY', maxDiscount: 0.1, ...price };
  const answer = await world.admin.get<{ productCreate: { product: { id: string }; userErrors: Refusal[] } }>(
    'mutation($input: ProductCreateInput!) { productCreate(input: $input) { product { id } userErrors { code } } }',
    { input: { code, name: `产品 ${code}`, price: rule } },
  );
  return answer.productCreate.product.id;
}

/** Sets an exchange rate of a day. */
export async function aRate(world: World, currency: string, day: string, rate: string): Promise<void> {
  await world.admin.get(
    'mutation($input: ExchangeRateSetInput!) { exchangeRateSet(input: $input) { exchangeRate { id } userErrors { code } } }',
    { input: { currency, day, rate } },
  );
}

/** The company's day of now. */
export function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
}
