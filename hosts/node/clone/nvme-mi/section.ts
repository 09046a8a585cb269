// SPDX-License-Identifier: Apache-2.0
import { allNamespaces } from "../../nvme/admin.js";
import NvmeMiClient from "../../nvme/client.js";
import { readLog } from "../../nvme/logs.js";
import { readControllerIds } from "../../nvme/management.js";
import type { CloneSection, ProfileDocument, Source } from "../section.js";
import { difference } from "./answers.js";
import { readModel } from "./model.js";
import { listReadables, readableName, readAnswer, type Answered, type Readable } from "./readables.js";
import { withTwin } from "./twin.js";

/** The section `nvmeMi`. What the model of a drive cannot say is found by asking the twin the same, and goes into `answers`. */
const nvmeMi: CloneSection = Object.freeze({ name: "NVMe-MI drive", type: 0x04, read });

/** Of the answers that are not the same in the end, so many are named. */
const named = 10;

async function read({ owner, eid, timeout, profile, note }: Source): Promise<Partial<ProfileDocument>> {
	const client = new NvmeMiClient({ requester: owner.requester, eid, timeout });
	const usage = await readUsage(client);
	const section = await readModel(client);
	const readables = await listReadables(client);
	note(`NVMe-MI drive: ${readables.length} answers are read`);
	const originals = await readAll(client, readables);
	const used = Buffer.compare(usage, await readUsage(client)) !== 0;
	const compare = (document: object) =>
		withTwin({ ...profile, nvmeMi: document }, async (twin) => {
			const answers = await readAll(twin, readables);
			return answers.map((answer, index) => difference(readables[index], originals[index], answer, used));
		});
	const answers = (await compare(section)).filter((each) => undefined !== each);
	const whole = 0 === answers.length ? section : { ...section, answers };
	const left = (await compare(whole)).flatMap((each, index) => (undefined === each ? [] : [readableName(readables[index])]));
	const own = readables.length - answers.length;
	note(`NVMe-MI drive: ${own} answers follow from its model, ${answers.length} are copied, ${left.length} differ`);
	for (const name of left.slice(0, named)) note(`  differs: ${name}`);
	return { nvmeMi: whole };
}

/** What SMART tells of hosts, which is other after a while where they use the drive. */
async function readUsage(client: NvmeMiClient): Promise<Uint8Array> {
	const [controller] = await readControllerIds(client);
	if (undefined === controller) return new Uint8Array();
	return readLog(client, 0x02, 80, { controller, namespace: allNamespaces, offset: 32 });
}

async function readAll(client: NvmeMiClient, readables: readonly Readable[]): Promise<Answered[]> {
	const answers: Answered[] = [];
	for (const readable of readables) answers.push(await readAnswer(client, readable));
	return answers;
}

export default nvmeMi;
