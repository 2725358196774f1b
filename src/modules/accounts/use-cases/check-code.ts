import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { SecondFactorOff } from '../domain/account-errors.js';
import { RecoveryCode } from '../domain/recovery-code.js';
import { SecondFactor } from '../domain/second-factor.js';
import { AccessTokens } from '../queries/access-tokens.js';
import { AuthenticatorApp } from '../queries/authenticator-app.js';

const CODES = 10;
const CODE_BYTES = 10;
const APP_CODE = /^\d{6}$/;

/** Takes codes of second factors, each once: those of the app, and the recovery codes. */
@Injectable()
export class CheckCode {
  constructor(
    private readonly app: AuthenticatorApp,
    private readonly tokens: AccessTokens,
  ) {}

  /** Whether the code is right and was not used before; from now on it is used. */
  async accept(work: Work, personId: string, code: string): Promise<boolean> {
    const [factor] = await work.fetchWhere(SecondFactor, { personId });
    if (!factor?.confirmedAt) return false;
    const text = code.replace(/[\s-]/g, '');
    return APP_CODE.test(text) ? this.acceptStep(work, factor, text) : this.acceptRecovery(work, personId, text);
  }

  /** Whether it is a code of the app that is newer than the last one used. */
  acceptStep(work: Work, factor: SecondFactor, code: string): boolean {
    const step = this.app.stepOf(factor.secret, code);
    if (step === null || step <= factor.lastStep) return false;
    work.save(Object.assign(factor, { lastStep: step }));
    return true;
  }

  /** New recovery codes in place of those before; they are shown once, and only their digests stay. */
  async replaceRecovery(work: Work, personId: string): Promise<string[]> {
    await this.dropRecovery(work, personId);
    const codes = Array.from({ length: CODES }, () => randomBytes(CODE_BYTES).toString('hex'));
    for (const code of codes)
      work.add(Object.assign(new RecoveryCode(), { personId, codeHash: this.digest(personId, code) }));
    return codes.map((code) => code.match(/.{5}/g)!.join('-'));
  }

  /** Forgets secret and recovery codes. Throws SECOND_FACTOR_OFF when there is no second factor. */
  async switchOff(work: Work, personId: string): Promise<void> {
    if (!(await this.forget(work, personId))) throw new SecondFactorOff();
  }

  /** The same where there need not be one; whether there was. */
  async forget(work: Work, personId: string): Promise<boolean> {
    const [factor] = await work.fetchWhere(SecondFactor, { personId });
    if (!factor?.secret) return false;
    factor.switchOff();
    work.save(factor);
    await this.dropRecovery(work, personId);
    return true;
  }

  private async dropRecovery(work: Work, personId: string): Promise<void> {
    for (const code of await work.fetchWhere(RecoveryCode, { personId })) work.remove(code);
  }

  private async acceptRecovery(work: Work, personId: string, code: string): Promise<boolean> {
    const codeHash = this.digest(personId, code.toLowerCase());
    const [known] = await work.fetchWhere(RecoveryCode, { personId, codeHash });
    if (known) work.remove(known);
    return known !== undefined;
  }

  private digest(personId: string, code: string): string {
    return this.tokens.seal('recovery', `${personId}:${code}`);
  }
}
