/** Where `contracts mock` listens unless it is told otherwise. */
export const mockOrigin = 'http://127.0.0.1:4010';
