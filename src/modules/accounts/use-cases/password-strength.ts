import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { DomainError } from '../../../kernel/runtime/domain-error.js';

/** Whose password it is to be: their own names are the first that are guessed. */
export interface PasswordOwner {
  readonly login: string;
  readonly name?: string;
}

const LEAST_LENGTH = 10;
/** Fewer than a million guesses, as zxcvbn estimates them, are too few (0–4). */
const LEAST_SCORE = 2;
/** What is looked at; the time grows with the square of the length. */
const LOOKED_AT = 64;

const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/** A password is long enough, is not the login or the name, and is not quickly guessed. Throws INVALID_PASSWORD, INVALID_PASSWORD_GUESSED. */
export function checkPassword(password: string, { login, name }: PasswordOwner, path: readonly string[]): void {
  const text = password.toLowerCase();
  if (password.length < LEAST_LENGTH || text === login.toLowerCase() || text === name?.toLowerCase())
    throw new DomainError('INVALID_PASSWORD', path);
  const { score } = zxcvbn.check(password.slice(0, LOOKED_AT), [login, ...(name ? [name] : []), 'guanxi']);
  if (score < LEAST_SCORE) throw new DomainError('INVALID_PASSWORD_GUESSED', path);
}
