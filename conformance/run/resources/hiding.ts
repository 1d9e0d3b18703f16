/**
 * Names of members, and listed values, by which a server may keep a thing out of its answers: what is
 * archived can often not be read any more.
 */
const hiding = /archiv|delet|remov|trash|hidd|disab|inactiv|suspend|block|revok/i;

/** Whether a pointer or a value speaks of hiding a thing. */
export const isHiding = (text: unknown): boolean => hiding.test(String(text));
