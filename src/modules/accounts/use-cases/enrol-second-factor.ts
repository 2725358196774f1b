import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { flushUnique } from '../../../kernel/database/unique-race.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { SecondFactorOn } from '../domain/account-errors.js';
import { SecondFactor } from '../domain/second-factor.js';
import { AccessTokens } from '../queries/access-tokens.js';
import { AuthenticatorApp } from '../queries/authenticator-app.js';
import { ProvePassword } from './prove-password.js';

/** Starts a second factor: gives its owner the secret for their app. Signing in asks for it only once it is confirmed. */
@Injectable()
export class EnrolSecondFactor {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly proof: ProvePassword,
    private readonly app: AuthenticatorApp,
    private readonly tokens: AccessTokens,
  ) {}

  /** Throws INVALID_OLD_PASSWORD, SECOND_FACTOR_ON, SIGN_IN_LATER. */
  async execute(
    viewer: Viewer,
    { password, idempotencyKey }: { readonly password: string; readonly idempotencyKey?: string | null },
    address: string | null,
  ): Promise<{ secret: string | null; uri: string | null }> {
    const proof = await this.proof.begin(viewer, password, 'password', address);
    const input = this.tokens.seal('password', password);
    await this.unitOfWork.run({ actor: viewer, action: 'secondFactor.enrol', idempotencyKey, input }, async (work) => {
      await proof.accept(work);
      const { personId } = viewer;
      const [known] = await work.fetchWhere(SecondFactor, { personId });
      if (known?.confirmedAt) throw new SecondFactorOn();
      const facts = { secret: this.app.newSecret(), confirmedAt: null, lastStep: 0 };
      if (known) work.save(Object.assign(known, facts));
      else {
        work.add(Object.assign(new SecondFactor(), { personId, ...facts }));
        await flushUnique(work);
      }
      return null;
    });
    return this.pending(viewer);
  }

  /** Read after the commit: the answer that is kept for the key must not hold the secret. */
  private async pending({ personId, login }: Viewer): Promise<{ secret: string | null; uri: string | null }> {
    const row = await this.database.one<{ secret: string }>(
      'SELECT secret FROM second_factor WHERE person_id = ? AND confirmed_at IS NULL AND deleted_at IS NULL',
      [personId],
    );
    return (row && this.app.shown(row.secret, login)) ?? { secret: null, uri: null };
  }
}
