/** The mutations of the mix: `text` to send, `idOf` the answer's id, and `trace` the input field that carries the key into the record. */
export const OPERATIONS = {
  customerCreate: {
    text: mutation('customerCreate', 'CustomerCreateInput', 'customer { id version }'),
    idOf: ({ customer }) => customer?.id ?? null,
  },
  customerUpdate: {
    text: mutation('customerUpdate', 'CustomerUpdateInput', 'customer { id version }'),
    idOf: ({ customer }) => customer?.id ?? null,
  },
  interactionCreate: {
    text: mutation('interactionCreate', 'InteractionCreateInput', 'interaction { id }'),
    idOf: ({ interaction }) => interaction?.id ?? null,
  },
  customerDelete: {
    text: mutation('customerDelete', 'CustomerDeleteInput', 'approvalId approval { version }'),
    idOf: ({ approvalId }) => approvalId,
  },
  approvalApprove: {
    text: mutation('approvalApprove', 'ApprovalApproveInput', 'approval { id state }'),
    idOf: ({ approval }) => approval?.id ?? null,
  },
};

function mutation(name, input, fields) {
  return `mutation ($input: ${input}!) { ${name}(input: $input) { ${fields} userErrors { code ... on StaleRecordError { currentVersion } } } }`;
}
