import { TokenKind, type DocumentNode, type Token } from 'graphql';

/** What the text of a document holds, whatever it means. */
export interface WrittenText {
  /** Characters of names and literals. */
  readonly textLength: number;
  /** Deepest nesting of lists and objects inside arguments, defaults and directives. */
  readonly inputDepth: number;
}

/** Reads the chain of tokens that the parser leaves behind; it costs no walk over the tree. */
export function writtenText(document: DocumentNode): WrittenText {
  let textLength = 0;
  let inputDepth = 0;
  let parentheses = 0;
  let nesting = 0;
  for (let token: Token | null = document.loc?.startToken ?? null; token; token = token.next) {
    if (token.kind === TokenKind.PAREN_L) parentheses += 1;
    else if (token.kind === TokenKind.PAREN_R) parentheses -= 1;
    else if (parentheses > 0 && (token.kind === TokenKind.BRACKET_L || token.kind === TokenKind.BRACE_L)) nesting += 1;
    else if (parentheses > 0 && (token.kind === TokenKind.BRACKET_R || token.kind === TokenKind.BRACE_R)) nesting -= 1;
    else if (token.kind !== TokenKind.COMMENT) textLength += token.value?.length ?? 0;
    inputDepth = Math.max(inputDepth, nesting);
  }
  return { textLength, inputDepth };
}
