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
    zh: '密码至少 10 个字符，且不能与登录名或姓名相同。',
    en: 'A password has at least 10 characters and differs from the login and the name.',
  },
  INVALID_PASSWORD_GUESSED: {
    zh: '该密码太容易被猜到：请勿使用常见密码、登录名、姓名、键盘顺序或重复字符。',
    en: 'This password is guessed too quickly. Avoid common passwords, your names, keyboard rows and repetitions.',
  },
  INVALID_PASSWORD_REUSED: {
    zh: '不能使用最近 5 次用过的密码。',
    en: 'This is one of your last 5 passwords. Choose another one.',
  },
  INVALID_OLD_PASSWORD: { zh: '当前密码不正确。', en: 'The present password is wrong.' },
  CHALLENGE_REFUSED: {
    zh: '登录第一步已失效，请重新输入密码登录。',
    en: 'The first step of this sign-in is over. Sign in with your password again.',
  },
  SECOND_FACTOR_REFUSED: {
    zh: '验证码不正确或已使用过，请输入验证器应用中的新验证码或一个恢复码。',
    en: 'The code is wrong or was used before. Enter a new code of your app, or a recovery code.',
  },
  SECOND_FACTOR_ON: { zh: '两步验证已开启，请先关闭。', en: 'The second factor is on already. Switch it off first.' },
  LINK_REFUSED: {
    zh: '链接无效、已使用或已过期，请向管理员索取新链接。',
    en: 'The link is unknown, was used or is too old. Ask an administrator for a new one.',
  },
  INVITATION_CLOSED: {
    zh: '该人员没有待接受的邀请。',
    en: 'This person has no invitation that waits to be accepted.',
  },
  ACCOUNT_DISABLED: { zh: '该账号已停用。', en: 'This account is disabled.' },
  APPLICATION_DECIDED: { zh: '该申请已有结果。', en: 'This application has been decided.' },
  APPLICATION_NOT_PLACED: {
    zh: '请先填写申请人的登录名、部门和角色（accountApplicationPlace），再批准。',
    en: 'Say first as what the applicant comes in (accountApplicationPlace), then approve.',
  },
  SECOND_FACTOR_OWN: {
    zh: '自己的两步验证需用验证码或恢复码关闭（secondFactorDisable）；两者都已丢失时，请让其他管理员重置。',
    en: 'Your own second factor is switched off with a code of it or a recovery code (secondFactorDisable). Have somebody else reset it when both are lost.',
  },
  PASSWORD_LINK_OWN: {
    zh: '自己的密码请凭当前密码更改（passwordChange）；忘记时，请让其他管理员生成链接。',
    en: 'Your own password is changed with the present one (passwordChange). Have somebody else make the link when you have forgotten it.',
  },
  SECOND_FACTOR_OFF: { zh: '尚未设置两步验证。', en: 'There is no second factor.' },
});

const refusedSignIn = {
  event: 'SIGN_IN_REFUSED',
  kind: 'session',
  tell: ({ login }: Readonly<Record<string, unknown>>) => ({
    login: [null, typeof login === 'string' ? login.slice(0, 60) : null] as const,
  }),
} as const;
const GUESSED_WRONG = ['SIGN_IN_REFUSED', 'INVALID_OLD_PASSWORD', 'SECOND_FACTOR_REFUSED', 'LINK_REFUSED'];
for (const code of [...GUESSED_WRONG, 'SIGN_IN_LATER', 'CHALLENGE_REFUSED']) auditRefusal(code, refusedSignIn);

/** Wrong login or password; the two are not told apart. */
export class SignInRefused extends DomainError {
  constructor() {
    super('SIGN_IN_REFUSED', ['input']);
  }
}

/** Too many wrong guesses by strangers at one login or from one address, or by one device. */
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

/** The password that a signed-in person showed again is wrong. */
export class PasswordRefused extends DomainError {
  constructor(field: string) {
    super('INVALID_OLD_PASSWORD', ['input', field]);
  }
}

/** The first step of a sign-in is too old, not ours, or the password was changed since. */
export class ChallengeRefused extends DomainError {
  constructor() {
    super('CHALLENGE_REFUSED', ['input', 'challengeToken']);
  }
}

/** A code of a second factor that is wrong or was used before. */
export class SecondFactorRefused extends DomainError {
  constructor() {
    super('SECOND_FACTOR_REFUSED', ['input', 'code']);
  }
}

/** The second factor is on, so that it cannot be set up. */
export class SecondFactorOn extends DomainError {
  constructor() {
    super('SECOND_FACTOR_ON', ['input']);
  }
}

/** There is no second factor to confirm or to switch off. */
export class SecondFactorOff extends DomainError {
  constructor() {
    super('SECOND_FACTOR_OFF', ['input']);
  }
}

/** Who is signed in does not drop their own second factor without a code: the session may be stolen. */
export class OwnSecondFactor extends DomainError {
  constructor() {
    super('SECOND_FACTOR_OWN', ['input', 'personId']);
  }
}

/** Who is signed in makes themselves no link past their password: the session may be stolen. */
export class OwnPasswordLink extends DomainError {
  constructor() {
    super('PASSWORD_LINK_OWN', ['input', 'personId']);
  }
}

/** A link that is unknown, used, taken back or too old; the four are not told apart. */
export class LinkRefused extends DomainError {
  constructor() {
    super('LINK_REFUSED', ['input', 'token']);
  }
}

/** Nobody waits for this invitation: it was accepted, or there never was one. */
export class InvitationClosed extends DomainError {
  constructor() {
    super('INVITATION_CLOSED', ['input', 'personId']);
  }
}

/** Somebody who cannot sign in needs no password. */
export class AccountDisabled extends DomainError {
  constructor() {
    super('ACCOUNT_DISABLED', ['input', 'personId']);
  }
}

/** What was decided stays as it is. */
export class ApplicationDecided extends DomainError {
  constructor() {
    super('APPLICATION_DECIDED', ['input', 'applicationId']);
  }
}

/** An applicant whom nobody has given a place cannot come in. */
export class ApplicationNotPlaced extends DomainError {
  constructor() {
    super('APPLICATION_NOT_PLACED', ['input', 'approvalId']);
  }
}
