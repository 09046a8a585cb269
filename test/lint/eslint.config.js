// SPDX-License-Identifier: Apache-2.0
import eslint from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";
import house from "./plugin.js";

const platform = Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, "readonly"]));

export default defineConfig(
	{ ignores: ["dist/", "build/", "coverage/"] },
	{ linterOptions: { reportUnusedDisableDirectives: "error" } },
	eslint.configs.recommended,
	tseslint.configs.strict,
	{
		rules: {
			"@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
			"@typescript-eslint/no-import-type-side-effects": "error",
			"@typescript-eslint/no-invalid-void-type": ["error", { allowAsThisParameter: true }],
			"@typescript-eslint/no-non-null-assertion": "off",
			"@typescript-eslint/no-unused-vars": ["error", { caughtErrors: "none" }],
			eqeqeq: "error",
			"no-constant-condition": ["error", { checkLoops: false }],
			"no-else-return": "error",
			"no-var": "error",
			"object-shorthand": "error",
			"prefer-const": "error",
		},
	},
	{
		files: ["**/*.js"],
		languageOptions: { globals: platform },
	},
	{
		files: ["test/xs/host/*.js"],
		languageOptions: { globals: { native: "readonly", Native: "readonly" } },
	},
	{
		files: ["test/xs/programs/*.ts"],
		rules: { "@typescript-eslint/no-unused-expressions": "off" }, // what is measured need not be used
	},
	{
		files: ["modules/**/*.ts", "hosts/**/*.ts", "main.ts"],
		plugins: { house },
		rules: { "house/layers": "error", "max-lines": ["error", { max: 270, skipBlankLines: true, skipComments: true }] },
	},
	{
		files: ["modules/device/profiles/*.ts"],
		rules: { "max-lines": "off" }, // compiled
	},
	{
		/* What runs on XS: see modules/device/form.ts. */
		files: ["modules/**/*.ts", "hosts/{common,moddable,sim,stm32f405}/**/*.ts", "main.ts", "test/tables/*.ts"],
		rules: {
			"no-restricted-syntax": [
				"error",
				{ selector: "Literal[regex]", message: "a regular expression: modules/device/form.ts has what there is instead" },
			],
		},
	},
	{
		files: ["hosts/node/**/*.ts"],
		languageOptions: { parserOptions: { projectService: true } },
		rules: { "@typescript-eslint/await-thenable": "error", "@typescript-eslint/no-floating-promises": "error" },
	},
	{
		files: ["modules/**/*.ts"],
		ignores: ["**/*.d.ts"],
		plugins: { house },
		rules: { "house/globals": "error", "house/message-path": "error", "house/module-state": "error" },
	},
);
