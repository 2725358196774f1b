import { knownActions } from '../../../kernel/access/actions.js';
import { RequestRefused } from '../../../kernel/runtime/domain-error.js';

/** Records of a kind are shared when somebody may assign them. Throws BAD_USER_INPUT, which names the kinds that are. */
export function requireShared(kind: string): void {
  if (knownActions().has(`${kind}.assign`)) return;
  const kinds = [...knownActions().values()].filter(({ name, kind: of }) => name === `${of}.assign`);
  const names = kinds.map(({ kind: of }) => of).join(', ');
  throw new RequestRefused(
    'BAD_USER_INPUT',
    `kind: records of kind "${kind}" are not shared. Those that are: ${names}. “${kind}”类记录不能共享，可共享的有：${names}。`,
  );
}
