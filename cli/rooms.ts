/** The parts of `server` that the verbs use, each loaded by the verb that needs it and by no other. */
export const serverDoor = () => import('../server/index.ts');
export const protocolFiles = () => import('../server/documents/protocols.ts');
export const pinnedProtocols = () => import('../server/preparations/protocols.ts');
export const logs = () => import('../server/preparations/log.ts');
export const verifying = () => import('../server/record/verify.ts');
export const sealing = () => import('../server/record/seal.ts');
