import { Injectable } from '@nestjs/common';
import { flushUnique } from '../../../kernel/database/unique-race.js';
import type { Work } from '../../../kernel/database/work.js';
import { type ApprovalResult, OnApprovalOutcome, OnApproving } from '../../../kernel/states/approval-outcome.js';
import { SavePerson } from '../../permissions/index.js';
import { AccountApplication, APPLICATION_SUBJECT } from '../domain/account-application.js';
import { ApplicationNotPlaced } from '../domain/account-errors.js';
import { GiveLink } from '../use-cases/give-link.js';

/** Makes an approved applicant a person, in the transaction of the decision; the token they have becomes their password link. */
@Injectable()
export class AdmitApplicantOnApplicationDecided {
  constructor(
    private readonly people: SavePerson,
    private readonly links: GiveLink,
  ) {}

  /** Nobody approves what they have not seen, at the first step as little as at the last. Throws APPLICATION_NOT_PLACED. */
  @OnApproving(APPLICATION_SUBJECT)
  async approving(work: Work, recordId: string): Promise<void> {
    const application = await work.fetchUnscoped(AccountApplication, recordId);
    if (application && !application.placement) throw new ApplicationNotPlaced();
  }

  /** Throws APPLICATION_NOT_PLACED, and what adding a person throws: the decider must hold what they give. */
  @OnApprovalOutcome(APPLICATION_SUBJECT)
  async decided(work: Work, { recordId, decision }: ApprovalResult): Promise<void> {
    const application = await work.fetchUnscoped(AccountApplication, recordId);
    if (!application) return;
    application.decided(decision, decision === 'APPROVED' ? await this.admit(work, application) : null);
    work.save(application);
  }

  private async admit(work: Work, { name, email, phone, placement, tokenHash }: AccountApplication): Promise<string> {
    if (!placement) throw new ApplicationNotPlaced();
    const { personId } = await this.people.create(work.viewer, { ...placement, name, email, phone });
    // Two who take one login at once meet here: the later one starts again and finds it taken.
    await flushUnique(work);
    await this.links.execute(work, personId, 'PASSWORD', tokenHash);
    return personId;
  }
}
