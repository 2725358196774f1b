import { auditRefusal } from '../../../kernel/audit/audited-refusals.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { defineMessages } from '../../../kernel/runtime/labels.js';

defineMessages({
  SIGN_IN_REFUSED: { zh: '登录名或密码不正确。', en: 'Login or password is wrong.' },
  SIGN_IN_LATER: {
    zh: '尝试次数过多，请在 {minutes} 分钟后再试。',
    en: 'Too many attempts. Try again in {minutes} minutes.',
  },
  REFRESH_REFUSED: { zh: '登录已失效，请重新登录。', en: 'The sign-in has ended. Sign in again.' },
  INVALID_PASSWORD: {
    zh: '密码至少 10 个字符，且不能与登录名相同。',
    en: 'A password has at least 10 characters and differs from the login.',
  },
});

const refusedSignIn = {
  event: 'SIGN_IN_REFUSED',
  kind: 'session',
  tell: ({ login }: Readonly<Record<string, unknown>>) => ({ login: [null, String(login).slice(0, 60)] as const }),
} as const;
auditRefusal('SIGN_IN_REFUSED', refusedSignIn);
auditRefusal('SIGN_IN_LATER', refusedSignIn);

/** Wrong login or password; the two are not told apart. */
export class SignInRefused extends DomainError {
  constructor() {
    super('SIGN_IN_REFUSED', ['input']);
  }
}

/** Too many wrong passwords for one login. */
export class SignInLater extends DomainError {
  constructor(minutes: number) {
    super('SIGN_IN_LATER', ['input'], { minutes });
  }
}

/** The refresh token is unknown, used or expired. */
export class RefreshRefused extends DomainError {
  constructor() {
    super('REFRESH_REFUSED', ['input', 'refreshToken']);
  }
}
