// SPDX-License-Identifier: Apache-2.0

/** Command codes of the MCTP control protocol (DSP0236 table 12). */
export const Command = Object.freeze({
	setEndpointId: 0x01,
	getEndpointId: 0x02,
	getEndpointUuid: 0x03,
	getVersionSupport: 0x04,
	getMessageTypeSupport: 0x05,
	getVendorDefinedMessageSupport: 0x06,
	resolveEndpointId: 0x07,
	allocateEndpointIds: 0x08,
	routingInformationUpdate: 0x09,
	getRoutingTableEntries: 0x0a,
	prepareForEndpointDiscovery: 0x0b,
	endpointDiscovery: 0x0c,
	discoveryNotify: 0x0d,
	getNetworkId: 0x0e,
	queryHop: 0x0f,
	resolveUuid: 0x10,
	queryRateLimit: 0x11,
	requestTransmitRateLimit: 0x12,
	updateRateLimit: 0x13,
	querySupportedInterfaces: 0x14,
	/** First of the range that a transport binding defines, up to 0xFF. */
	transportSpecific: 0xf0,
} as const);

/** The second and third byte of a message as one word: request bit, datagram bit, instance id, command code (DSP0236 12.1). */
export const ControlHeader = Object.freeze({
	request: 0x8000,
	datagram: 0x4000,
	kindMask: 0xc000,
	/** What an answer repeats: instance id and command code. */
	echoMask: 0x1fff,
	codeMask: 0x00ff,
} as const);

/** What Get MCTP Version Support asks for when it means the base specification (DSP0236 12.6). */
export const baseSpecification = 0xff;

/** Next selector of Get Vendor Defined Message Support behind the last one (DSP0236 12.8). */
export const noMoreSelectors = 0xff;

/** Operations of Set Endpoint ID (DSP0236 12.3). */
export const SetEndpointIdOperation = Object.freeze({ set: 0, force: 1, reset: 2, setDiscovered: 3 } as const);
