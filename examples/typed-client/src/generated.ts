// Made by "node examples/typed-client/generate.mjs". Do not edit.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Whom a customer shall belong to. */
export type CustomerAssignInput = {
  /** Customer to hand over. */
  customerId: string;
  /** The version that the user saw. */
  expectedVersion: number;
  /** Repeat a call with the same key and it takes effect once. */
  idempotencyKey?: string | null | undefined;
  /** Person who shall own it. */
  ownerId: string;
  /** Why; the approver reads it. */
  reason: string;
};

/** Conditions on Customer; all that are given must hold. */
export type CustomerFilter = {
  /** All of these must hold. */
  and?: Array<CustomerFilter> | null | undefined;
  /** Revenue of a year. */
  annualRevenue?: DecimalFilter | null | undefined;
  /** City. */
  city?: TextFilter | null | undefined;
  /** Country. */
  country?: TextFilter | null | undefined;
  /** When it was added. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Unified social credit code. */
  creditCode?: TextFilter | null | undefined;
  /** Department. */
  departmentId?: IdFilter | null | undefined;
  /** Number of employees. */
  employees?: IntFilter | null | undefined;
  /** Key in the source of the import. */
  externalKey?: TextFilter | null | undefined;
  /** Industry. */
  industry?: TextFilter | null | undefined;
  /** What it is. */
  kind?: CustomerKindFilter | null | undefined;
  /** Where it stands. */
  lifecycle?: CustomerLifecycleFilter | null | undefined;
  /** Name. */
  name?: TextFilter | null | undefined;
  /** This must not hold. */
  not?: CustomerFilter | null | undefined;
  /** One of these must hold. */
  or?: Array<CustomerFilter> | null | undefined;
  /** Owner. */
  ownerId?: IdFilter | null | undefined;
  /** Parent company. */
  parentId?: IdFilter | null | undefined;
  /** Keyword: characters of a name (Chinese too), pinyin initials, or part of a phone number; quickest from two characters on. */
  search?: string | null | undefined;
  /** Short name. */
  shortName?: TextFilter | null | undefined;
  /** Where it came from. */
  source?: CustomerSourceFilter | null | undefined;
  /** Tier. */
  tier?: CustomerTierFilter | null | undefined;
};

/** What the customer is. */
export type CustomerKind =
  /** Organisation 企业 */
  | 'ORGANISATION'
  /** Person 个人 */
  | 'PERSON';

/** Conditions on a CustomerKind; all that are given must hold. */
export type CustomerKindFilter = {
  /** Equal to this value. */
  eq?: CustomerKind | null | undefined;
  /** Equal to one of these values. */
  in?: Array<CustomerKind> | null | undefined;
  /** True: has no value. False: has one. */
  isEmpty?: boolean | null | undefined;
};

/** Where the customer stands 客户状态. */
export type CustomerLifecycle =
  /** Dormant 休眠 */
  | 'DORMANT'
  /** Intending 意向 */
  | 'INTENDING'
  /** Lost 流失 */
  | 'LOST'
  /** Negotiating 谈判 */
  | 'NEGOTIATING'
  /** Potential 潜在 */
  | 'POTENTIAL'
  /** Won 成交 */
  | 'WON';

/** Conditions on a CustomerLifecycle; all that are given must hold. */
export type CustomerLifecycleFilter = {
  /** Equal to this value. */
  eq?: CustomerLifecycle | null | undefined;
  /** Equal to one of these values. */
  in?: Array<CustomerLifecycle> | null | undefined;
  /** True: has no value. False: has one. */
  isEmpty?: boolean | null | undefined;
};

/** One step of an order of Customer entries. */
export type CustomerOrder = {
  /** Which end comes first. */
  direction?: Direction;
  /** What to order by. */
  field: CustomerOrderField;
};

/** What Customer entries can be ordered by. */
export type CustomerOrderField =
  /** When it was added. */
  | 'CREATED_AT'
  /** Name. */
  | 'NAME';

/** Where the customer came from 客户来源. */
export type CustomerSource =
  /** Advertising 广告 */
  | 'ADVERTISING'
  /** Cold call 陌生拜访 */
  | 'COLD_CALL'
  /** Fair or meeting 展会 */
  | 'FAIR'
  /** Other 其他 */
  | 'OTHER'
  /** Public data 公开资料 */
  | 'PUBLIC_DATA'
  /** Referral 连锁介绍 */
  | 'REFERRAL'
  /** Web 网络 */
  | 'WEB';

/** Conditions on a CustomerSource; all that are given must hold. */
export type CustomerSourceFilter = {
  /** Equal to this value. */
  eq?: CustomerSource | null | undefined;
  /** Equal to one of these values. */
  in?: Array<CustomerSource> | null | undefined;
  /** True: has no value. False: has one. */
  isEmpty?: boolean | null | undefined;
};

/** Tier 客户等级 by value. */
export type CustomerTier =
  /** Bronze 铜 */
  | 'BRONZE'
  /** Gold 金 */
  | 'GOLD'
  /** Silver 银 */
  | 'SILVER';

/** Conditions on a CustomerTier; all that are given must hold. */
export type CustomerTierFilter = {
  /** Equal to this value. */
  eq?: CustomerTier | null | undefined;
  /** Equal to one of these values. */
  in?: Array<CustomerTier> | null | undefined;
  /** True: has no value. False: has one. */
  isEmpty?: boolean | null | undefined;
};

/** Conditions on a moment; all that are given must hold. */
export type DateTimeFilter = {
  /** At or after this moment. */
  gte?: string | null | undefined;
  /** True: has no value. False: has one. */
  isEmpty?: boolean | null | undefined;
  /** At or before this moment. */
  lte?: string | null | undefined;
};

/** Conditions on an amount; all that are given must hold. */
export type DecimalFilter = {
  /** Equal to this amount. */
  eq?: string | null | undefined;
  /** This amount or more. */
  gte?: string | null | undefined;
  /** True: has no value. False: has one. */
  isEmpty?: boolean | null | undefined;
  /** This amount or less. */
  lte?: string | null | undefined;
};

/** Direction of an order. */
export type Direction =
  /** Smallest first 升序 */
  | 'ASC'
  /** Largest first 降序 */
  | 'DESC';

/** Conditions on a reference to another record; all that are given must hold. */
export type IdFilter = {
  /** Refers to this record. */
  eq?: string | null | undefined;
  /** Refers to one of these records (at most 100). */
  in?: Array<string> | null | undefined;
  /** True: refers to none. False: refers to one. */
  isEmpty?: boolean | null | undefined;
};

/** Conditions on a whole number; all that are given must hold. */
export type IntFilter = {
  /** Equal to this number. */
  eq?: number | null | undefined;
  /** This number or more. */
  gte?: number | null | undefined;
  /** True: has no value. False: has one. */
  isEmpty?: boolean | null | undefined;
  /** This number or less. */
  lte?: number | null | undefined;
};

/** How the contact took place 交往方式. */
export type InteractionChannel =
  /** Call 电话 */
  | 'CALL'
  /** Event 活动 */
  | 'EVENT'
  /** Exhibition 展会 */
  | 'EXHIBITION'
  /** Mail 邮件 */
  | 'MAIL'
  /** Meeting 会议 */
  | 'MEETING'
  /** Message 即时消息 */
  | 'MESSAGE'
  /** Other 其他 */
  | 'OTHER'
  /** Visit 拜访 */
  | 'VISIT';

/** What took place with a customer, and what comes next. */
export type InteractionCreateInput = {
  /** How it took place. */
  channel: InteractionChannel;
  /** With whom. */
  contactId?: string | null | undefined;
  /** Customer. */
  customerId: string;
  /** Kind of the next step. */
  followUpChannel?: InteractionChannel | null | undefined;
  /** What the next step is. */
  followUpNote?: string | null | undefined;
  /** Day of the next step. */
  followUpOn?: string | null | undefined;
  /** When; default now. */
  happenedAt?: string | null | undefined;
  /** Repeat a call with the same key and it takes effect once. */
  idempotencyKey?: string | null | undefined;
  /** What was said. */
  summary: string;
};

/** What a notification tells 通知类型. */
export type NotificationType =
  /** New comment on an approval 审批有新评论 */
  | 'APPROVAL_COMMENTED'
  /** Your request was decided 审批已有结果 */
  | 'APPROVAL_DECIDED'
  /** Waiting for your approval 待您审批 */
  | 'APPROVAL_REQUESTED'
  /** A customer may be lost 客户流失预警 */
  | 'CHURN_WARNING_RAISED'
  /** Handed over to you 离职交接 */
  | 'HANDOVER_RECEIVED'
  /** A hand-over was undone 离职交接已撤销 */
  | 'HANDOVER_TAKEN_BACK'
  /** Shared with you 记录共享 */
  | 'RECORD_SHARED'
  /** A service case for you 有服务单交给您 */
  | 'SERVICE_CASE_GIVEN'
  /** First response overdue 首次响应超时 */
  | 'SERVICE_CLOCK_BREACHED'
  /** First response nearly due 首次响应即将超时 */
  | 'SERVICE_CLOCK_WARNED';

/** Who signs in. */
export type SignInInput = {
  /** The `deviceToken` of the last sign-in on this device, if there is one: guesses of strangers then do not lock this device out. */
  deviceToken?: string | null | undefined;
  /** Name to sign in with. */
  login: string;
  /** Password. */
  password: string;
};

/** Conditions on a text; all that are given must hold. */
export type TextFilter = {
  /** Contains this text. */
  contains?: string | null | undefined;
  /** Equal to this text. */
  eq?: string | null | undefined;
  /** Equal to one of these texts (at most 100). */
  in?: Array<string> | null | undefined;
  /** True: has no value. False: has one. */
  isEmpty?: boolean | null | undefined;
  /** Starts with this text. */
  startsWith?: string | null | undefined;
};

/** The refresh token to exchange. */
export type TokenRefreshInput = {
  /** The refresh token that was handed out last; it works once. */
  refreshToken: string;
};

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn: { accessToken: string | null, accessTokenExpiresAt: string | null, refreshToken: string | null, userErrors: Array<
      | { __typename: 'BusinessRuleError', code: string, message: string, path: Array<string> | null }
      | { __typename: 'InvalidInputError', code: string, message: string, path: Array<string> | null }
      | { __typename: 'StaleRecordError', currentVersion: number, code: string, message: string, path: Array<string> | null }
    > } };

export type RefreshTokensMutationVariables = Exact<{
  input: TokenRefreshInput;
}>;


export type RefreshTokensMutation = { tokenRefresh: { accessToken: string | null, refreshToken: string | null, userErrors: Array<
      | { __typename: 'BusinessRuleError', code: string, message: string, path: Array<string> | null }
      | { __typename: 'InvalidInputError', code: string, message: string, path: Array<string> | null }
      | { __typename: 'StaleRecordError', currentVersion: number, code: string, message: string, path: Array<string> | null }
    > } };

export type CustomerPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: CustomerFilter | null | undefined;
  orderBy?: Array<CustomerOrder> | CustomerOrder | null | undefined;
}>;


export type CustomerPageQuery = { customers: { nodes: Array<{ id: string, version: number, name: string | null, shortName: string | null, lifecycle: CustomerLifecycle, owner: { name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AddInteractionMutationVariables = Exact<{
  input: InteractionCreateInput;
}>;


export type AddInteractionMutation = { interactionCreate: { interaction: { id: string, summary: string | null, happenedAt: string } | null, userErrors: Array<
      | { __typename: 'BusinessRuleError', code: string, message: string, path: Array<string> | null }
      | { __typename: 'InvalidInputError', code: string, message: string, path: Array<string> | null }
      | { __typename: 'StaleRecordError', currentVersion: number, code: string, message: string, path: Array<string> | null }
    > } };

export type AskForTransferMutationVariables = Exact<{
  input: CustomerAssignInput;
}>;


export type AskForTransferMutation = { customerAssign: { approvalId: string | null, userErrors: Array<
      | { __typename: 'BusinessRuleError', code: string, message: string, path: Array<string> | null }
      | { __typename: 'InvalidInputError', code: string, message: string, path: Array<string> | null }
      | { __typename: 'StaleRecordError', currentVersion: number, code: string, message: string, path: Array<string> | null }
    > } };

export type InboxSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type InboxSubscription = { notificationReceived: { cursor: string, type: NotificationType | null, title: string, body: string | null, occurredAt: string } };

type Problem_BusinessRuleError_Fragment = { __typename: 'BusinessRuleError', code: string, message: string, path: Array<string> | null };

type Problem_InvalidInputError_Fragment = { __typename: 'InvalidInputError', code: string, message: string, path: Array<string> | null };

type Problem_StaleRecordError_Fragment = { __typename: 'StaleRecordError', currentVersion: number, code: string, message: string, path: Array<string> | null };

export type ProblemFragment =
  | Problem_BusinessRuleError_Fragment
  | Problem_InvalidInputError_Fragment
  | Problem_StaleRecordError_Fragment
;

export const ProblemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StaleRecordError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentVersion"}}]}}]}}]} as unknown as DocumentNode<ProblemFragment, unknown>;
export const SignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StaleRecordError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentVersion"}}]}}]}}]} as unknown as DocumentNode<SignInMutation, SignInMutationVariables>;
export const RefreshTokensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefreshTokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TokenRefreshInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokenRefresh"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StaleRecordError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentVersion"}}]}}]}}]} as unknown as DocumentNode<RefreshTokensMutation, RefreshTokensMutationVariables>;
export const CustomerPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustomerPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerOrder"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"shortName"}},{"kind":"Field","name":{"kind":"Name","value":"lifecycle"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<CustomerPageQuery, CustomerPageQueryVariables>;
export const AddInteractionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddInteraction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InteractionCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"interactionCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"interaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"happenedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StaleRecordError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentVersion"}}]}}]}}]} as unknown as DocumentNode<AddInteractionMutation, AddInteractionMutationVariables>;
export const AskForTransferDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AskForTransfer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerAssignInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerAssign"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approvalId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StaleRecordError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentVersion"}}]}}]}}]} as unknown as DocumentNode<AskForTransferMutation, AskForTransferMutationVariables>;
export const InboxDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Inbox"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"notificationReceived"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}}]}}]}}]} as unknown as DocumentNode<InboxSubscription, InboxSubscriptionVariables>;