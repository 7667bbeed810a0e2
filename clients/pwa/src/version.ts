declare const __FIELDPOST_VERSION__: string;

/** The version of this app, as the server and the sync centre are told. */
export const VERSION = __FIELDPOST_VERSION__;
