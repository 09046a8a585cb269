#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Breaks modules/ in many small ways, one at a time, and counts how often the tests beside them notice.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { options } from "./stryker.config.js";

const root = join(import.meta.dirname, "../..");
const output = join(root, "build/mutation");
/** Folders of modules/ that are judged, and the percentage of mutants that has to be noticed at least. */
const judged = { wire: 85, binding: 85, control: 85, mctp: 85, pldm: 80, "nvme-mi": 80 };
/** That of any other folder. */
const usual = 80;

const usage = `Usage: npm run test:mutation -- [options] [FOLDER | FILE ...]

  FOLDER or FILE     of modules/: wire, modules/wire, modules/wire/find.ts; where left out: ${Object.keys(judged).join(", ")}
  --anew             forgets what earlier runs have found
  --processes N      at the same time, ${availableParallelism()}
  --help             this

What survives is printed; build/mutation/FOLDER.html shows it in its place. test/mutation.md says why some may.`;

const { values, positionals } = given();
if (values.help) {
	console.log(usage);
	process.exit(0);
}
if (!(Number(values.processes) >= 1)) refuse(`--processes ${values.processes}: expected a number from 1`);
process.chdir(root);
const chosen = chooseFrom(positionals.length > 0 ? positionals : Object.keys(judged));
mkdirSync(output, { recursive: true });
const scores = [];
for (const [folder, files] of chosen) {
	const least = judged[folder] ?? usual;
	process.env["MCTP_XS_MUTATED"] = folder;
	forgetSurvivors(join(output, `${folder}.json`));
	const mutants = await new Stryker(
		options({ folder, files, least, output, anew: values.anew, processes: +values.processes }),
	).runMutationTest();
	scores.push(score(folder, mutants));
}
console.log(scores.join("\n"));

/** By folder of modules/, patterns of the files that are mutated. The twins in C under native/ are not. */
function chooseFrom(texts) {
	const chosen = new Map();
	for (const text of texts) {
		const path = text.replace(/\/$/, "").replace(/^(modules\/)?/, "modules/");
		const folder = path.split("/")[1];
		if (!existsSync(path)) refuse(`there is no ${path}`);
		if (!existsSync(`test/modules/${folder}`)) refuse(`there are no tests in test/modules/${folder}`);
		const files = statSync(path).isFile() ? [path] : [`${path}/**/*.ts`, `!${path}/**/native/**`];
		chosen.set(folder, [...(chosen.get(folder) ?? []), ...files]);
	}
	return chosen;
}

/** They are tried again each time, because StrykerJS sees tests that are new, but none that are changed. */
function forgetSurvivors(path) {
	if (!existsSync(path)) return;
	const report = JSON.parse(readFileSync(path, "utf8"));
	for (const file of Object.values(report.files)) file.mutants = file.mutants.filter(({ status }) => "Survived" !== status);
	writeFileSync(path, JSON.stringify(report));
}

function score(folder, mutants) {
	const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
	const noticed = count("Killed", "Timeout");
	const all = noticed + count("Survived", "NoCoverage");
	return `${folder}: ${noticed} of ${all} mutants noticed, ${((100 * noticed) / all).toFixed(1)} %`;
}

function given() {
	try {
		return parseArgs({
			allowPositionals: true,
			options: {
				anew: { type: "boolean", default: false },
				processes: { type: "string", default: String(availableParallelism()) },
				help: { type: "boolean", short: "h", default: false },
			},
		});
	} catch (error) {
		return refuse(error.message);
	}
}

function refuse(message) {
	console.error(`${message}\n\n${usage}`);
	process.exit(2);
}
