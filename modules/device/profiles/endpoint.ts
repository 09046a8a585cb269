// SPDX-License-Identifier: Apache-2.0
// Compiled from endpoint.json with "mctp-xs profile compile": change that file, and compile it again.
export default Object.freeze({
	name: "endpoint",
	description: "An endpoint with the test services of stock Linux tools, diagnostics, and nothing else.",
	vendor: Object.freeze({ services: Object.freeze({ echo: true, bench: true, diagnostics: true }) }),
});
