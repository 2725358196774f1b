/** Every entity of the product, for TypeORM's metadata; a module adds its record kinds here. */
import './kernel/database/record-lock.js';
import './modules/permissions/domain/department.js';
import './modules/permissions/domain/person.js';
import './modules/permissions/domain/position.js';
import './modules/permissions/domain/record-grant.js';
import './modules/permissions/domain/role.js';
import './modules/accounts/domain/credential.js';
import './modules/accounts/domain/session.js';
import './modules/customers/domain/customer.js';
import './modules/customers/domain/contact.js';
import './modules/customers/domain/interaction.js';
