import '../../scripts/lib/check-node.mjs';

const { runAsCommand } = await import('../../scripts/lib/command.mjs');
const { historyCommand } = await import('./history-command.mjs');

await runAsCommand((stop) => historyCommand(process.argv.slice(2), stop));
