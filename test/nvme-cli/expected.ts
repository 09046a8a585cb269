// SPDX-License-Identifier: Apache-2.0
import { profile } from "./profile.js";

/* What the profile says, as nvme-cli names it. */

const { oui, pci, health, controllers, namespaces, firmware, counters } = profile.nvmeMi;
const [first, second] = namespaces.list;
const number = (text: string) => Number(text);
const kelvin = 273;
const capacity = (namespace: { blocks: number }) => namespace.blocks * namespaces.formats[0].blockSize;

/** Bytes that no namespace has. */
const unallocated = namespaces.capacity - capacity(first) - capacity(second);

/** Identify Controller. */
export const identifyController = (id: number, revision: string = firmware.slots[0].revision) => ({
	vid: number(pci.vendor),
	ssvid: number(pci.subsystemVendor),
	sn: profile.identity.serialNumber.padEnd(20),
	mn: profile.identity.product.padEnd(40),
	fr: revision.padEnd(8),
	ieee: number(`0x${oui.replaceAll("-", "")}`),
	cmic: 2,
	cntlid: id,
	ver: 0x020000,
	cntrltype: 1,
	nvmsr: 1,
	mec: 3,
	oacs: 0x041f,
	frmw: 0x16,
	lpa: 0x3e,
	elpe: 7,
	wctemp: health.highest + 1 + kelvin,
	tnvmcap: namespaces.capacity,
	unvmcap: unallocated,
	sanicap: 0x60000007,
	nn: namespaces.most,
	mnan: namespaces.most,
	fna: 4,
	subnqn: `nqn.2014-08.org.nvmexpress:uuid:${profile.identity.uuid}`,
});

/** Identify Namespace, for those of the profile. */
export const identifyNamespace = ({ blocks, used = 0, shared = false } = first as { blocks: number; used?: number; shared?: boolean }) => ({
	nsze: blocks,
	ncap: blocks,
	nuse: used,
	nlbaf: namespaces.formats.length - 1,
	flbas: 0,
	nmic: shared ? 1 : 0,
	nvmcap: capacity({ blocks }),
	endgid: 1,
	lbafs: namespaces.formats.map(({ blockSize }: { blockSize: number }) => ({ ms: 0, ds: Math.log2(blockSize), rp: 0 })),
});
export const secondNamespace = second;
export const namespaceList = (...ids: number[]) => ({ nsid_list: ids.map((nsid) => ({ nsid })) });
export const controllerList = { num_ctrl: controllers.length, ctrl_list: controllers.map(({ id }: { id: number }) => ({ ctrl_id: id })) };

/** SMART / Health Information, as far as it stands still. */
export const smartLog = {
	critical_warning: 0,
	temperature: health.temperature + kelvin,
	avail_spare: health.spare,
	spare_thresh: health.spareThreshold,
	percent_used: health.used,
	power_cycles: counters.powerCycles,
	power_on_hours: counters.powerOnHours,
	unsafe_shutdowns: counters.unsafeShutdowns,
	media_errors: 0,
	temperature_sensor_1: health.temperature + kelvin,
};
export const enduranceLog = {
	critical_warning: 0,
	avl_spare: health.spare,
	avl_spare_threshold: health.spareThreshold,
	percent_used: health.used,
	media_data_integrity_err: 0,
};
