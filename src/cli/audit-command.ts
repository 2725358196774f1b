import { Command, InvalidArgumentError } from 'commander';
import { AuditVerifier, type ChainDamage, type NotedHead } from '../kernel/audit/audit-verifier.js';
import { print, withProduct } from './open-product.js';

interface VerifyOptions {
  readonly noted?: NotedHead;
}

/** `audit verify`. */
export function auditCommand(): Command {
  const verify = new Command('verify')
    .description(
      'Go through the chain over the audit; exit code 1 when something was tampered with. The system may run on.',
    )
    .option(
      '--noted <end>',
      'an end of the chain that was printed earlier, as LINK:DIGEST; it must still be there',
      notedHead,
    )
    .action(({ noted }: VerifyOptions) =>
      withProduct(async (product) => {
        const { links, head, damages, tail } = await product.get(AuditVerifier).verify(noted ?? null);
        const [first, ...others] = damages;
        if (first) print(`First broken link: ${wordsOf(first)}`);
        for (const damage of others) print(`Also: ${wordsOf(damage)}`);
        print(`${links} links looked at, ${damages.length === 0 ? 'all whole' : `${damages.length} broken`}.`);
        print(`End of the chain: ${head.seq}:${head.link}`);
        const since = tail.oldest ? `, the oldest ${tail.oldest.id} of ${tail.oldest.at.toISOString()}` : '';
        print(`Not sealed yet: ${tail.count} entries${since}`);
        if (damages.length > 0) process.exitCode = 1;
      }),
    );
  return new Command('audit').description('Audit').addCommand(verify);
}

function wordsOf({ seq, entryId, what }: ChainDamage): string {
  return `link ${seq}${entryId === null ? '' : ` of entry ${entryId}`}: ${what}`;
}

function notedHead(text: string): NotedHead {
  const match = /^(\d+):([0-9a-f]{64})$/.exec(text);
  if (!match) throw new InvalidArgumentError('Give it as LINK:DIGEST, as "End of the chain" was printed.');
  return { seq: match[1]!, link: match[2]! };
}
