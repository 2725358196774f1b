import { fillText, type ConversationSetting } from './interactions.js';
import type { ServiceCaseTexts } from './sample-files.js';
import type { SampleCaseStep, SampleCustomer, SampleServiceCase, SampleUser } from './sample-records.js';
import { SeededRandom } from './seeded-random.js';
import { chinaInstant, daysBetween, minutesLater, officeTime, shiftDay, weekdayUpTo } from './shift-dates.js';

/** Who handles generated cases. */
export interface ServiceSetting extends ConversationSetting {
  users: SampleUser[];
}

type Progress = SampleServiceCase['status'];

const CLOSED_CASES = 45;
const RUNNING_CASES = 6;
const OPEN_COMPLAINTS = 6;
const UNTOUCHED_CASES = 3;
const SERVICE_DEPARTMENT = 'service';

/**
 * Sixty cases: 45 closed ones of all kinds over the last year, 6 being worked on, 6 complaints being worked on at generated customers
 * who have been silent for one to three months, and 3 that nobody has taken yet.
 */
export function buildServiceCases(
  customers: SampleCustomer[],
  texts: ServiceCaseTexts,
  setting: ServiceSetting,
): SampleServiceCase[] {
  const random = new SeededRandom('service-cases');
  const silent = customers.filter((customer) => isSilentForMonths(customer, setting));
  const maker = new CaseMaker(random, texts, setting);
  const cases: SampleServiceCase[] = [];
  const add = (from: SampleCustomer[], status: Progress, kind?: string): void => {
    cases.push(maker.make(random.pick(from), status, cases.length + 1, kind));
  };
  for (let i = 0; i < CLOSED_CASES; i += 1) add(customers, 'CLOSED');
  for (let i = 0; i < RUNNING_CASES; i += 1) add(customers, 'IN_PROGRESS');
  for (let i = 0; i < OPEN_COMPLAINTS; i += 1) add(silent.length > 0 ? silent : customers, 'IN_PROGRESS', 'COMPLAINT');
  for (let i = 0; i < UNTOUCHED_CASES; i += 1) add(customers, 'OPEN');
  return cases;
}

function isSilentForMonths(customer: SampleCustomer, setting: ServiceSetting): boolean {
  const last = setting.lastPurchaseByCustomer.get(customer.externalKey);
  if (customer.origin !== 'CDNOW' || last === undefined) return false;
  const days = daysBetween(last, setting.today);
  return days >= 30 && days < 91;
}

class CaseMaker {
  private readonly agents: string[];

  constructor(
    private readonly random: SeededRandom,
    private readonly texts: ServiceCaseTexts,
    private readonly setting: ServiceSetting,
  ) {
    this.agents = setting.users.filter(({ roleCode }) => roleCode === 'SERVICE_AGENT').map(({ login }) => login);
  }

  make(customer: SampleCustomer, status: Progress, serial: number, wantedKind?: string): SampleServiceCase {
    const { random, texts, setting } = this;
    const { kind, cases } = random.pick(
      texts.kinds.filter((entry) => wantedKind === undefined || entry.kind === wantedKind),
    );
    const about = random.pick(cases);
    const contact = random.pick(setting.contactsByCustomer.get(customer.externalKey) ?? []);
    const product = random.pick(setting.products);
    const daysAgo = status === 'CLOSED' ? random.integer(14, 360) : random.integer(1, status === 'OPEN' ? 1 : 9);
    const openedAt = chinaInstant(weekdayUpTo(shiftDay(setting.today, -daysAgo)), random.integer(9 * 60, 16 * 60));
    const agent = random.pick(this.agents);
    const fill = (text: string): string => fillText(text, customer, contact, product);
    const steps = status === 'OPEN' ? [] : this.steps(customer, status, openedAt, agent, fill);
    return {
      externalKey: `case-${String(serial).padStart(3, '0')}`,
      customerKey: customer.externalKey,
      contactKey: contact.externalKey,
      productCode: product.code,
      kind,
      priority:
        kind === 'COMPLAINT' ? random.pick(['HIGH', 'URGENT']) : random.pick(['LOW', 'NORMAL', 'NORMAL', 'HIGH']),
      channel: random.pick(texts.channels),
      subject: about.subject,
      text: fill(about.text),
      status,
      assigneeLogin: steps.at(-1)?.assigneeLogin ?? null,
      openedAt,
      firstResponseAt: steps[0]?.startedAt ?? null,
      closedAt: status === 'CLOSED' ? (steps.at(-1)?.finishedAt ?? null) : null,
      steps,
    };
  }

  /** Taken within two hours, handled, perhaps forwarded to the owner of the customer, closed; a running case ends in the middle. */
  private steps(
    customer: SampleCustomer,
    status: Progress,
    openedAt: string,
    agent: string,
    fill: (text: string) => string,
  ): SampleCaseStep[] {
    const { random, texts } = this;
    const actions: SampleCaseStep['action'][] = random.chance(0.3) ? ['TAKE', 'HANDLE', 'FORWARD'] : ['TAKE', 'HANDLE'];
    if (status === 'CLOSED') actions.push('CLOSE');
    const notes = {
      TAKE: texts.steps.take,
      HANDLE: texts.steps.handle,
      FORWARD: texts.steps.forward,
      CLOSE: texts.steps.close,
    };
    const steps: SampleCaseStep[] = [];
    let startedAt = minutesLater(openedAt, random.integer(5, 110));
    for (const [index, action] of actions.entries()) {
      const finishedAt = minutesLater(startedAt, action === 'TAKE' ? random.integer(5, 30) : random.integer(20, 90));
      const isLastOfRunning = status === 'IN_PROGRESS' && index === actions.length - 1;
      const forwarded = action === 'FORWARD';
      const assigneeLogin = forwarded ? customer.ownerLogin : agent;
      const departmentKey = forwarded ? this.departmentOf(customer.ownerLogin) : SERVICE_DEPARTMENT;
      const note = fill(random.pick(notes[action]));
      steps.push({
        action,
        departmentKey,
        assigneeLogin,
        startedAt,
        finishedAt: isLastOfRunning ? null : finishedAt,
        note,
      });
      startedAt = status === 'CLOSED' ? officeTime(minutesLater(finishedAt, random.integer(30, 2000))) : finishedAt;
    }
    return steps;
  }

  private departmentOf(login: string): string {
    return this.setting.users.find((user) => user.login === login)?.departmentKey ?? SERVICE_DEPARTMENT;
  }
}
