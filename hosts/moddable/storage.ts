// SPDX-License-Identifier: Apache-2.0
/** Of platforms that keep nothing: what somebody sets is forgotten with the run. */
export default function storage(): undefined {
	return undefined;
}
