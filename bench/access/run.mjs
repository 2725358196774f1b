import '../../scripts/lib/check-node.mjs';

const { runAsCommand } = await import('../../scripts/lib/command.mjs');
const { accessCommand } = await import('./access-command.mjs');

await runAsCommand((stop) => accessCommand(process.argv.slice(2), process.env, stop));
