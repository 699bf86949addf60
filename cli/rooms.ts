/** The room that the verbs use, loaded by the verb that needs it. */
export const serverDoor = () => import('../server/index.ts');
