import { defineMessages } from '../runtime/labels.js';

/** Messages of refusals that every module can give; class-validator's rules appear as INVALID_<RULE>. */
defineMessages({
  STALE_RECORD: {
    zh: '该记录在您读取之后已有变动（当前版本 {currentVersion}），请重新读取后再试。',
    en: 'This record has changed since it was read (it is at version {currentVersion} now). Read it again and repeat your change.',
  },
  RECORD_LOCKED: {
    zh: '该记录正在审批中，暂时不能修改；请等待审批结束或撤回审批。',
    en: 'This record is locked while its approval runs. Wait for the decision, or withdraw the approval.',
  },
  INVALID_IS_NOT_EMPTY: { zh: '不能为空，请填写。', en: 'Must not be empty. Please fill it in.' },
  INVALID_MAX_LENGTH: { zh: '过长，最多 {limit} 个字符。', en: 'Too long: at most {limit} characters.' },
  INVALID_MIN_LENGTH: { zh: '过短，至少 {limit} 个字符。', en: 'Too short: at least {limit} characters.' },
  INVALID_IS_EMAIL: {
    zh: '邮箱格式不正确，例如 name@example.com。',
    en: 'Not a mail address. Example: name@example.com.',
  },
  INVALID_MIN: { zh: '过小，至少为 {limit}。', en: 'Too small: at least {limit}.' },
  INVALID_MAX: { zh: '过大，最多为 {limit}。', en: 'Too large: at most {limit}.' },
  INVALID_ARRAY_MAX_SIZE: { zh: '过多，最多 {limit} 项。', en: 'Too many: at most {limit} entries.' },
  INVALID_ARRAY_MIN_SIZE: { zh: '过少，至少 {limit} 项。', en: 'Too few: at least {limit} entries.' },
  INVALID_MATCHES: { zh: '格式不正确，应为：{format}。', en: 'Not in the expected format: {format}.' },
  INVALID_TEXT: {
    zh: '含有不可见的控制字符或文字方向字符，请删除后重试。',
    en: 'Contains control or direction characters that cannot be seen. Remove them.',
  },
  INVALID_ARRAY_UNIQUE: { zh: '有重复项，请删除。', en: 'Some entries are given twice. Remove the repetition.' },
  INVALID_IS_NUMBER_STRING: { zh: '必须是数字编号。', en: 'Must be a numeric id.' },
  INVALID_IS_URL: {
    zh: '网址格式不正确，例如 https://example.com。',
    en: 'Not a web address. Example: https://example.com.',
  },
  INVALID_REFERENCE: {
    zh: '引用的记录不存在或您无权查看。',
    en: 'The record it refers to does not exist, or you may not see it.',
  },
  INVALID_VALUE: { zh: '取值无效（{rule}）。', en: 'Not a valid value ({rule}).' },
});
