import type { Locale } from '../runtime/locale.js';
import type { FieldRule } from './protected-fields.js';

/** Kinds of account 用户类型. */
export type PersonType = 'STAFF' | 'MANAGER' | 'EXECUTIVE' | 'ANALYST' | 'ADMINISTRATOR' | 'PARTNER';

/** Rows that one action reaches: branches that SQL can answer from an index and memory can re-check. */
export interface DataScope {
  /** Every row. */
  readonly all: boolean;
  /** Rows that belong to these people. */
  readonly ownerIds: readonly string[];
  /** Rows that belong to these departments. */
  readonly departmentIds: readonly string[];
  /** Rows granted by name to one of these people: the person, and whom they stand in for. */
  readonly grantedTo: readonly string[];
  /** The least level of grant that counts. */
  readonly grantLevel: GrantLevel;
}

/** Levels of a named grant, each including those before it. */
export type GrantLevel = 'read' | 'edit';

/** The person that asks, with what they may do; made anew at most every second. */
export interface Viewer {
  readonly personId: string;
  readonly sessionId: string;
  readonly login: string;
  readonly name: string;
  readonly type: PersonType;
  readonly departmentId: string;
  readonly locale: Locale;
  /** Action name → the rows it reaches; an action that is not here is not allowed. */
  readonly scopes: ReadonlyMap<string, DataScope>;
  /** Protected field (`customer.phone`) → the rule it stands under; a field that is not here may be read and written. */
  readonly fieldRules: ReadonlyMap<string, FieldRule>;
  /** Codes of the roles that the person holds, those of others aside. */
  readonly roleCodes: readonly string[];
  /** For whom the person stands in now 代理. */
  readonly deputyFor: readonly string[];
  /** True: signed in, but able to do nothing but what ends this state, such as changing a password that was handed out. */
  readonly restricted?: true;
}

/** Stands where the id of a person is due and somebody without an account has acted. */
export const STRANGER = '0';

/** A scope that reaches nothing. */
export const NOTHING: DataScope = {
  all: false,
  ownerIds: [],
  departmentIds: [],
  grantedTo: [],
  grantLevel: 'read',
};

/** A scope that reaches every row. */
export const EVERYTHING: DataScope = { ...NOTHING, all: true };

/** The rows that the viewer reaches with the action. */
export function scopeOf(viewer: Viewer, action: string): DataScope {
  return viewer.scopes.get(action) ?? NOTHING;
}
