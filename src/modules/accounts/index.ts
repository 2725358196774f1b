export { Accounts } from './facade.js';
export { AccountsModule } from './accounts.module.js';
