// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../mctp/endpoint.js";
import type Exchange from "../../mctp/exchange.js";
import crc32 from "../../wire/crc32.js";
import { command, commandTable, onceCommand, type CommandTable } from "../command.js";
import { Completion } from "../completion.js";
import { PldmType, typeCount } from "../header.js";
import { TransferFlag, TransferOperation } from "../parts.js";
import type { PldmProtocol } from "../protocol.js";
import { reservedTid, unassignedTid } from "../terminus.js";
import type Terminus from "../terminus.js";
import { BaseCommand, BaseCompletion } from "./command.js";
import Transfers from "./transfers.js";

/** DSP0240 1.0.0 and 1.1.0. */
const versions = Object.freeze([0xf1f0f000, 0xf1f1f000]);
/** Any version: what `pldmtool`, and pldmd before it asked for versions, send in GetPLDMCommands. A field of FF is to be ignored (DSP0236 12.6.1). */
const anyVersion = 0xffffffff;
/** Bytes of the bitmap of types. */
const typeBytes = typeCount / 8;

/**
 * PLDM type 0: which types, versions and commands there are, and transfers in parts (DSP0240). GetMultipartTransferSupport is
 * an unsupported command: no open source has its layout.
 */
class Base implements PldmProtocol {
	readonly type = PldmType.base;
	readonly versions = versions;
	readonly commands: CommandTable<Base>;
	readonly #terminus: Terminus;
	readonly #protocols: readonly (PldmProtocol | undefined)[];
	readonly #transfers: Transfers;

	/** `protocols` by type, filled in afterwards. */
	constructor(endpoint: Endpoint, terminus: Terminus, protocols: readonly (PldmProtocol | undefined)[], transfers: number) {
		this.commands = Base.commands;
		this.#terminus = terminus;
		this.#protocols = protocols;
		this.#transfers = new Transfers(endpoint, protocols, transfers);
	}

	tick(now: number): number {
		return this.#transfers.tick(now);
	}

	link(port: number, up: boolean): void {
		if (!up) this.#transfers.flush(port);
	}

	/** 9.1 */
	static #setTid(self: Base, { request }: Exchange): number {
		const tid = request.u8();
		if (unassignedTid === tid || reservedTid === tid) return Completion.invalidData;
		self.#terminus.tid = tid;
		return Completion.success;
	}

	/** 9.2 */
	static #getTid(self: Base, { reply }: Exchange): number {
		reply.u8(self.#terminus.tid);
		return Completion.success;
	}

	/** 9.3. All versions fit into one part. */
	static #getPldmVersion(self: Base, { request, reply }: Exchange): number {
		request.skip(4); /* handle of the part */
		const operation = request.u8();
		const protocol = self.#protocols[request.u8()];
		if (TransferOperation.firstPart !== operation)
			return TransferOperation.nextPart === operation
				? BaseCompletion.invalidDataTransferHandle
				: BaseCompletion.invalidTransferOperationFlag;
		if (undefined === protocol) return BaseCompletion.invalidPldmType;
		reply.u32(0); /* handle of the next part: none */
		reply.u8(TransferFlag.startAndEnd);
		const at = reply.position;
		const { versions } = protocol;
		for (let index = 0; index < versions.length; index++) reply.u32(versions[index]);
		reply.u32(~crc32(reply.memory, at, reply.position - at, -1));
		return Completion.success;
	}

	/** 9.4 */
	static #getPldmTypes(self: Base, { reply }: Exchange): number {
		for (let first = 0; first < typeCount; first += 8) {
			let bits = 0;
			for (let bit = 0; bit < 8; bit++) if (undefined !== self.#protocols[first + bit]) bits |= 1 << bit;
			reply.u8(bits);
		}
		return Completion.success;
	}

	/** 9.5 */
	static #getPldmCommands(self: Base, { request, reply }: Exchange): number {
		const protocol = self.#protocols[request.u8()];
		if (undefined === protocol) return BaseCompletion.invalidPldmType;
		const version = request.u32();
		if (anyVersion !== version && protocol.versions.indexOf(version) < 0) return BaseCompletion.invalidPldmVersion;
		const { bitmap } = protocol.commands;
		for (let index = 0; index < bitmap.length; index++) reply.u32(bitmap[index]);
		return Completion.success;
	}

	/** 9.6. All versions of a type answer alike, so there is nothing to select, but whether there is the version. */
	static #selectPldmVersion(self: Base, { request }: Exchange): number {
		const protocol = self.#protocols[request.u8()];
		if (undefined === protocol) return BaseCompletion.invalidPldmType;
		return protocol.versions.indexOf(request.u32()) < 0 ? BaseCompletion.invalidPldmVersion : Completion.success;
	}

	/** 9.7. The types of the answer are those that were asked for and move data in parts. */
	static #negotiateTransferParameters(self: Base, exchange: Exchange): number {
		const { request, reply } = exchange;
		const size = self.#transfers.negotiate(exchange, request.u16());
		if (0 === size) return Completion.invalidData;
		reply.u16(size);
		for (let first = 0; first < typeBytes * 8; first += 8) {
			let bits = request.u8();
			for (let bit = 0; bit < 8; bit++) if (undefined === self.#protocols[first + bit]?.multipart) bits &= ~(1 << bit);
			reply.u8(bits);
		}
		return Completion.success;
	}

	/** 9.8 */
	static #multipartSend(self: Base, exchange: Exchange, now: number): number {
		return self.#transfers.send(exchange, now);
	}

	/** 9.9 */
	static #multipartReceive(self: Base, exchange: Exchange, now: number): number {
		return self.#transfers.receive(exchange, now);
	}

	static readonly commands: CommandTable<Base> = commandTable<Base>([
		onceCommand(BaseCommand.setTid, "SetTID", 1, 1, Base.#setTid),
		command(BaseCommand.getTid, "GetTID", 0, 0, Base.#getTid),
		command(BaseCommand.getPldmVersion, "GetPLDMVersion", 6, 6, Base.#getPldmVersion),
		command(BaseCommand.getPldmTypes, "GetPLDMTypes", 0, 0, Base.#getPldmTypes),
		command(BaseCommand.getPldmCommands, "GetPLDMCommands", 5, 5, Base.#getPldmCommands),
		command(BaseCommand.selectPldmVersion, "SelectPLDMVersion", 5, 5, Base.#selectPldmVersion),
		command(
			BaseCommand.negotiateTransferParameters,
			"NegotiateTransferParameters",
			2 + typeBytes,
			2 + typeBytes,
			Base.#negotiateTransferParameters,
		),
		command(BaseCommand.multipartSend, "MultipartSend", 26, 0x20000, Base.#multipartSend),
		command(BaseCommand.multipartReceive, "MultipartReceive", 18, 18, Base.#multipartReceive),
	]);
}

Object.freeze(Base.prototype);
export default Base;
