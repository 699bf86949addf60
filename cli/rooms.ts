/** The room that the verbs use, loaded by the verb that needs it; its documents alone where nobody is served. */
export const serverDoor = () => import('../server/index.ts');
export const documentsDoor = () => import('../server/documents/index.ts');
