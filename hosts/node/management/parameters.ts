// SPDX-License-Identifier: Apache-2.0
import type { Ajv2020 } from "ajv/dist/2020.js";
import { JSONRPCErrorCode, JSONRPCErrorException } from "json-rpc-2.0";
import type { Schema } from "../../../modules/activation/schema.js";
import { formatPath } from "../json/path.js";
import { problemsOf } from "../json/problems.js";

/** Checks parameters against the schemas of methods. */
class Parameters {
	readonly #ajv: Ajv2020;

	private constructor(ajv: Ajv2020) {
		this.#ajv = ajv;
	}

	/** Loads the schema library, which takes tens of milliseconds: only where there are operators. */
	static async load(): Promise<Parameters> {
		const { Ajv2020 } = await import("ajv/dist/2020.js");
		return new Parameters(new Ajv2020({ verbose: true }));
	}

	/** Throws an error for the operator that names each parameter that is wrong, and says what is allowed. */
	check(schema: Schema<object>, parameters: unknown): asserts parameters is object {
		const validate = this.#ajv.compile(schema);
		if (validate(parameters)) return;
		const problems = problemsOf(validate.errors!, schema).map(({ path, message }) => ({ path: formatPath(path), message }));
		throw invalidParameters(problems.map(({ path, message }) => `${path || "parameters"}: ${message}`).join("; "), problems);
	}
}

export function invalidParameters(message: string, problems?: readonly { path: string; message: string }[]): JSONRPCErrorException {
	return new JSONRPCErrorException(message, JSONRPCErrorCode.InvalidParams, undefined === problems ? undefined : { problems });
}

export default Parameters;
