/** The readings of formats, for code that runs in a browser: a bundle has those that it uses. */
export {
  isLooseBase64,
  isLooseBase64url,
  isStrictBase64,
  isStrictBase64url,
} from '../../conformance/core/schema/formats/base64.ts';
export { isLooseDate, isStrictDate } from '../../conformance/core/schema/formats/date.ts';
export {
  isLooseDateTime,
  isStrictDateTime,
} from '../../conformance/core/schema/formats/date-time.ts';
export {
  isLooseDuration,
  isStrictDuration,
} from '../../conformance/core/schema/formats/duration.ts';
export {
  isLooseEmail,
  isLooseIdnEmail,
  isStrictEmail,
  isStrictIdnEmail,
} from '../../conformance/core/schema/formats/email.ts';
export {
  isLooseHostname,
  isLooseIdnHostname,
  isStrictHostname,
  isStrictIdnHostname,
} from '../../conformance/core/schema/formats/hostname.ts';
export { isLooseIpv4, isStrictIpv4 } from '../../conformance/core/schema/formats/ipv4.ts';
export { isLooseIpv6, isStrictIpv6 } from '../../conformance/core/schema/formats/ipv6.ts';
export {
  isLooseJsonPointer,
  isLooseRelativeJsonPointer,
  isStrictJsonPointer,
  isStrictRelativeJsonPointer,
} from '../../conformance/core/schema/formats/json-pointer.ts';
export {
  isDouble,
  isFloat,
  isInt32,
  isInt64,
  isLooseFloat,
} from '../../conformance/core/schema/formats/numbers.ts';
export { isLooseRegex, isStrictRegex } from '../../conformance/core/schema/formats/regex.ts';
export { isLooseTime, isStrictTime } from '../../conformance/core/schema/formats/time.ts';
export {
  isLooseIri,
  isLooseIriReference,
  isLooseUri,
  isLooseUriReference,
  isStrictIri,
  isStrictIriReference,
  isStrictUri,
  isStrictUriReference,
} from '../../conformance/core/schema/formats/uri.ts';
export {
  isLooseUriTemplate,
  isStrictUriTemplate,
} from '../../conformance/core/schema/formats/uri-template.ts';
export { isLooseUuid, isStrictUuid } from '../../conformance/core/schema/formats/uuid.ts';
