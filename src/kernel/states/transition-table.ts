import { DomainError } from '../runtime/domain-error.js';
import { enumLabels, type Label } from '../runtime/labels.js';
import './transition-messages.js';

/** From each state, the actions that are possible in it and the state that each leads to. */
export type Transitions<S extends string, A extends string> = Readonly<Record<S, Readonly<Partial<Record<A, S>>>>>;

/** How refusals speak of states and actions. */
export interface StateWords<A extends string> {
  /** Field of the inputs that names the record: where a refusal has its place. */
  readonly idField: string;
  /** Name of the enum of the states, as `defineEnum` knows it. */
  readonly statesEnum: string;
  readonly actions: Readonly<Record<A, Label>>;
}

/** The states of a record kind and the ways between them. */
export class StateMachine<S extends string, A extends string> {
  constructor(
    private readonly subject: string,
    /** The state of a new record. */
    readonly initial: S,
    private readonly table: ReadonlyMap<S, ReadonlyMap<A, S>>,
    private readonly words: StateWords<A>,
  ) {}

  /** Every state, in the order of the table. */
  get states(): readonly S[] {
    return [...this.table.keys()];
  }

  /** The state that the action leads to. Throws TRANSITION_REFUSED. */
  next(state: S, action: A): S {
    const target = this.ways(state).get(action);
    if (target === undefined) throw this.refusal(state, action);
    return target;
  }

  /** The actions that are possible in the state; none in a final one. */
  may(state: S): A[] {
    return [...this.ways(state).keys()];
  }

  private refusal(state: S, action: A): DomainError {
    const { idField, statesEnum, actions } = this.words;
    const stands = enumLabels().get(statesEnum)?.[state] ?? { zh: state, en: state };
    const asked = Object.hasOwn(actions, action) ? actions[action] : { zh: action, en: action };
    return new DomainError('TRANSITION_REFUSED', ['input', idField], {
      ...{ state, stateZh: stands.zh, stateEn: stands.en },
      ...{ action, actionZh: asked.zh, actionEn: asked.en },
    });
  }

  private ways(state: S): ReadonlyMap<A, S> {
    const ways = this.table.get(state);
    if (!ways) throw new Error(`${this.subject} has no state ${state}.`);
    return ways;
  }
}

/** Defines the states of a record kind. Throws at definition when an action leads to an unknown state, or a state cannot be reached from the initial one. */
export function defineStates<S extends string, A extends string>(
  subject: string,
  initial: NoInfer<S>,
  transitions: Transitions<S, A>,
  words: StateWords<NoInfer<A>>,
): StateMachine<S, A> {
  const table = new Map<S, ReadonlyMap<A, S>>();
  for (const [state, ways] of Object.entries(transitions) as [S, Partial<Record<A, S>>][])
    table.set(state, new Map(Object.entries(ways) as [A, S][]));
  const targets = [initial, ...[...table.values()].flatMap((ways) => [...ways.values()])];
  const unknown = targets.filter((state) => !table.has(state));
  if (unknown.length > 0) throw new Error(`${subject}: no such state: ${[...new Set(unknown)].join(', ')}.`);
  const reached = reachedFrom(initial, table);
  const lost = [...table.keys()].filter((state) => !reached.has(state));
  if (lost.length > 0) throw new Error(`${subject}: not to be reached from ${initial}: ${lost.join(', ')}.`);
  return new StateMachine(subject, initial, table, words);
}

function reachedFrom<S extends string, A extends string>(
  initial: S,
  table: ReadonlyMap<S, ReadonlyMap<A, S>>,
): ReadonlySet<S> {
  const reached = new Set([initial]);
  // A Set hands out what is added to it while it is walked, so this goes on until nothing new comes.
  for (const state of reached) for (const target of table.get(state)?.values() ?? []) reached.add(target);
  return reached;
}
