import '../scripts/lib/check-node.mjs';

const { runAsCommand } = await import('../scripts/lib/command.mjs');
const { benchCommand } = await import('./lib/bench-command.mjs');

await runAsCommand((stop) => benchCommand(process.argv.slice(2), process.env, stop));
