import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { SecondFactorOff, SecondFactorOn, SecondFactorRefused } from '../domain/account-errors.js';
import { SecondFactor } from '../domain/second-factor.js';
import { CheckCode } from './check-code.js';
import { LimitGuesses } from './limit-guesses.js';
import { deviceOfSession } from './prove-password.js';

/** A code as its owner types it. */
export interface CodeInput {
  readonly code: string;
  readonly idempotencyKey?: string | null;
}

/** Switches somebody's own second factor on and off: each takes a code, so that a stolen session alone does neither. */
@Injectable()
export class ConfirmSecondFactor {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guesses: LimitGuesses,
    private readonly codes: CheckCode,
  ) {}

  /** The recovery codes, once: a repeated call gets none. Throws SECOND_FACTOR_OFF, SECOND_FACTOR_ON, SECOND_FACTOR_REFUSED, SIGN_IN_LATER. */
  async on(viewer: Viewer, input: CodeInput, address: string | null): Promise<{ recoveryCodes: string[] | null }> {
    const { personId, login } = viewer;
    const attemptId = await this.guesses.begin({ login, device: deviceOfSession(viewer), address });
    const { code, idempotencyKey } = input;
    let recoveryCodes: string[] | null = null;
    const operation = { actor: viewer, action: 'secondFactor.confirm', idempotencyKey, input };
    await this.unitOfWork.run(operation, async (work) => {
      const [factor] = await work.fetchWhere(SecondFactor, { personId });
      if (!factor?.secret) throw new SecondFactorOff();
      if (factor.confirmedAt) throw new SecondFactorOn();
      factor.confirmedAt = work.at;
      if (!this.codes.acceptStep(work, factor, code.trim())) throw new SecondFactorRefused();
      await this.guesses.forgive(work, attemptId);
      recoveryCodes = await this.codes.replaceRecovery(work, personId);
      return null;
    });
    return { recoveryCodes };
  }

  /** Throws SECOND_FACTOR_OFF, SECOND_FACTOR_REFUSED, SIGN_IN_LATER. */
  async off(viewer: Viewer, input: CodeInput, address: string | null): Promise<{ disabled: boolean }> {
    const { personId, login } = viewer;
    const attemptId = await this.guesses.begin({ login, device: deviceOfSession(viewer), address });
    const { code, idempotencyKey } = input;
    const operation = { actor: viewer, action: 'secondFactor.disable', idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const [factor] = await work.fetchWhere(SecondFactor, { personId });
      if (!factor?.confirmedAt) throw new SecondFactorOff();
      if (!(await this.codes.accept(work, personId, code))) throw new SecondFactorRefused();
      await this.guesses.forgive(work, attemptId);
      await this.codes.switchOff(work, personId);
      return { disabled: true };
    });
  }
}
