const CODE_LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** The check character of the eight-character organisation code inside (GB 11714: weights, modulo 11, ten written as X). */
function organisationCheck(body: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, i) => total + weight * ORGANISATION_LETTERS.indexOf(body.charAt(i)),
    0,
  );
  const digit = (11 - (sum % 11)) % 11;
  return digit === 10 ? 'X' : String(digit);
}

/** The last character of a unified social credit code (GB 32100-2015: weights 3^i modulo 31 over 31 letters without I, O, S, V, Z). */
function creditCheck(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const letter of first17) {
    sum += weight * CODE_LETTERS.indexOf(letter);
    weight = (weight * 3) % 31;
  }
  return CODE_LETTERS.charAt((31 - (sum % 31)) % 31);
}

/** A unified social credit code 统一社会信用代码 of an enterprise in a division; `body` is the eight-character organisation part. */
export function creditCode(divisionCode: string, body: string): string {
  const first17 = `91${divisionCode}${body}${organisationCheck(body)}`;
  return first17 + creditCheck(first17);
}

/** Whether both check characters of an 18-character code are right. */
export function isValidCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return false;
  return code[16] === organisationCheck(code.slice(8, 16)) && code[17] === creditCheck(code.slice(0, 17));
}
