/** What answers may be written in, besides the codecs. */
export { csv } from './csv.ts';
export { eventStream } from './event-stream.ts';
export { xml } from './xml.ts';
export { yaml } from './yaml.ts';
