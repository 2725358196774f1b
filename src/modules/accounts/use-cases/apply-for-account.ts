import { Injectable } from '@nestjs/common';
import { STRANGER } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { Clock } from '../../../kernel/runtime/clock.js';
import { RequestRefused } from '../../../kernel/runtime/domain-error.js';
import { Approvals } from '../../approvals/index.js';
import { Department } from '../../permissions/index.js';
import {
  AccountApplication,
  APPLICATION_SUBJECT,
  APPLICATION_WINDOW_MINUTES,
  APPLICATIONS_IN_ALL,
  APPLICATIONS_PER_ADDRESS,
} from '../domain/account-application.js';
import { AccessTokens } from '../queries/access-tokens.js';
import { GiveLink } from './give-link.js';

/** What an applicant says of themselves. */
export interface ApplicationFacts {
  readonly name: string;
  readonly email: string;
  readonly phone?: string | null;
  readonly departmentWish?: string | null;
  readonly reason: string;
  readonly idempotencyKey?: string | null;
}

/** Takes applications for an account to the approvers. The answer is the same whoever applies: nothing inside is looked up for it. */
@Injectable()
export class ApplyForAccount {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
    private readonly links: GiveLink,
    private readonly tokens: AccessTokens,
    private readonly clock: Clock,
  ) {}

  /** Throws RATE_LIMITED. */
  async execute(input: ApplicationFacts, address: string | null): Promise<{ applicationToken: string }> {
    const { idempotencyKey, name, email, phone = null, departmentWish = null, reason } = input;
    await this.checkRate(address);
    const facts = { name, email, phone, departmentWish, reason };
    // Nobody is signed in, so the key counts together with the application: another applicant's key is another one.
    const key = idempotencyKey ? this.tokens.seal('link', JSON.stringify([facts, idempotencyKey])) : null;
    const operation = { actor: null, action: 'account.apply', idempotencyKey: key, input: facts };
    const { id } = await this.unitOfWork.run(operation, async (work) => {
      const applicationId = work.nextId();
      const [root] = await work.fetchWhere(Department, { parentId: null });
      if (!root) throw new Error('The company has no department yet.');
      const application = Object.assign(new AccountApplication(), {
        ...{ id: applicationId, name, email, phone, departmentWish, grounds: reason, address, departmentId: root.id },
        ...{ state: 'PENDING' as const, placement: null, personId: null },
        tokenHash: this.links.hashOf(this.links.tokenOf(applicationId)),
      });
      work.add(application);
      await this.approvals.submit(work, {
        ...{ subject: APPLICATION_SUBJECT, recordKind: 'accountApplication', recordId: applicationId },
        title: { zh: `账号申请：${name}`, en: `Application for an account: ${name}` },
        ...{ departmentId: root.id, facts: {}, payload: {}, snapshot: facts },
        submitter: { personId: STRANGER, name },
      });
      return { id: applicationId };
    });
    return { applicationToken: this.links.tokenOf(id) };
  }

  /** Those that arrive at the same instant may exceed it by as many as the pool has connections. */
  private async checkRate(address: string | null): Promise<void> {
    const since = new Date(this.clock.millis() - APPLICATION_WINDOW_MINUTES * 60_000);
    const all = await this.count(RECENT, [since]);
    const own = address === null ? 0 : await this.count(RECENT_OF_ADDRESS, [since, address]);
    if (all >= APPLICATIONS_IN_ALL || own >= APPLICATIONS_PER_ADDRESS)
      throw new RequestRefused(
        'RATE_LIMITED',
        'Too many applications. Try again in an hour. 申请过于频繁，请一小时后再试。',
        APPLICATION_WINDOW_MINUTES * 60,
      );
  }

  private async count(sql: string, values: readonly unknown[]): Promise<number> {
    const row = await this.database.one<{ n: string }>(sql, values);
    return Number(row?.n ?? 0);
  }
}

const RECENT = 'SELECT COUNT(*) AS n FROM account_application WHERE created_at > ?';
const RECENT_OF_ADDRESS = `${RECENT} AND address = ?`;
