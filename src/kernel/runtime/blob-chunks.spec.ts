import { chunksOf } from './blob-chunks.js';

async function* pieces(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

async function cut(...texts: string[]): Promise<string[]> {
  const cuts: string[] = [];
  for await (const chunk of chunksOf(pieces(...texts), 4)) cuts.push(chunk.toString());
  return cuts;
}

describe('cutting bytes into chunks', () => {
  it.each([
    [[], []],
    [['abc'], ['abc']],
    [['abcd'], ['abcd']],
    [['abcdefghi'], ['abcd', 'efgh', 'i']],
    [
      ['a', 'bcdef', '', 'ghi'],
      ['abcd', 'efgh', 'i'],
    ],
  ])('%j gives %j', async (arriving, stored) => {
    expect(await cut(...arriving)).toEqual(stored);
  });
});
