import '../../scripts/lib/check-node.mjs';

const { runAsCommand } = await import('../../scripts/lib/command.mjs');
const { pastCommand } = await import('./past-command.mjs');

await runAsCommand((stop) => pastCommand(process.argv.slice(2), stop));
