/* SPDX-License-Identifier: Apache-2.0 */
/* OTG_FS in device mode (RM0090 34.16): offsets from its base, and bits, by the names that the manual gives them. Driver and model share them. */
#ifndef MCTP_XS_OTG_FS_REGISTERS_H
#define MCTP_XS_OTG_FS_REGISTERS_H

#define OTG_BIT(NUMBER) (1u << (NUMBER))

enum {
	GOTGINT = 0x004,
	GAHBCFG = 0x008,
	GUSBCFG = 0x00C,
	GRSTCTL = 0x010,
	GINTSTS = 0x014,
	GINTMSK = 0x018,
	GRXSTSR = 0x01C,
	GRXSTSP = 0x020,
	GRXFSIZ = 0x024,
	DIEPTXF0 = 0x028,
	GCCFG = 0x038,
	DIEPTXF1 = 0x104, /* and 4 further on for each next endpoint */
	DCFG = 0x800,
	DCTL = 0x804,
	DSTS = 0x808,
	DIEPMSK = 0x810,
	DOEPMSK = 0x814,
	DAINT = 0x818,
	DAINTMSK = 0x81C,
	DIEPEMPMSK = 0x834,
	PCGCCTL = 0xE00,
	kOtgSize = 0x5000,
};

/* Registers of an endpoint. */
#define DIEPCTL(ENDPOINT) (0x900 + 0x20 * (ENDPOINT))
#define DIEPINT(ENDPOINT) (0x908 + 0x20 * (ENDPOINT))
#define DIEPTSIZ(ENDPOINT) (0x910 + 0x20 * (ENDPOINT))
#define DTXFSTS(ENDPOINT) (0x918 + 0x20 * (ENDPOINT))
#define DOEPCTL(ENDPOINT) (0xB00 + 0x20 * (ENDPOINT))
#define DOEPINT(ENDPOINT) (0xB08 + 0x20 * (ENDPOINT))
#define DOEPTSIZ(ENDPOINT) (0xB10 + 0x20 * (ENDPOINT))
#define OTG_FIFO(NUMBER) (0x1000 * ((NUMBER) + 1))

/* GOTGINT */
#define SEDET OTG_BIT(2)

/* GAHBCFG */
#define GINT OTG_BIT(0)
#define TXFELVL OTG_BIT(7)

/* GUSBCFG */
#define PHYSEL OTG_BIT(6)
#define TRDT(CLOCKS) ((uint32_t)(CLOCKS) << 10)
#define FDMOD OTG_BIT(30)

/* GRSTCTL */
#define CSRST OTG_BIT(0)
#define RXFFLSH OTG_BIT(4)
#define TXFFLSH OTG_BIT(5)
#define TXFNUM_OF(CONTROL) ((CONTROL) >> 6 & 0x1F)
#define FLUSH(NUMBER) (TXFFLSH | (uint32_t)(NUMBER) << 6)
#define AHBIDL OTG_BIT(31)

/* GINTSTS and GINTMSK */
#define CMOD OTG_BIT(0)
#define OTGINT OTG_BIT(2)
#define RXFLVL OTG_BIT(4)
#define GINAKEFF OTG_BIT(6)
#define GONAKEFF OTG_BIT(7)
#define USBSUSP OTG_BIT(11)
#define USBRST OTG_BIT(12)
#define ENUMDNE OTG_BIT(13)
#define IEPINT OTG_BIT(18)
#define OEPINT OTG_BIT(19)
#define SRQINT OTG_BIT(30)
#define WKUPINT OTG_BIT(31)

/* GRXSTSP */
#define RXSTS_ENDPOINT(STATUS) ((STATUS) & 0xF)
#define RXSTS_COUNT(STATUS) ((STATUS) >> 4 & 0x7FF)
#define RXSTS_STATUS(STATUS) ((STATUS) >> 17 & 0xF)
#define RXSTS(STATUS, PID, COUNT, ENDPOINT) ((uint32_t)(STATUS) << 17 | (uint32_t)(PID) << 15 | (uint32_t)(COUNT) << 4 | (uint32_t)(ENDPOINT))
enum { kRxGlobalNak = 1, kRxOutData = 2, kRxOutDone = 3, kRxSetupDone = 4, kRxSetupData = 6 };

/* GCCFG */
#define PWRDWN OTG_BIT(16) /* clear: powered down */
#define VBUSBSEN OTG_BIT(19)
#define NOVBUSSENS OTG_BIT(21)

/* DCFG */
#define DSPD_FULL 3u
#define NZLSOHSK OTG_BIT(2)
#define DAD(ADDRESS) ((uint32_t)(ADDRESS) << 4)
#define DAD_MASK DAD(0x7F)

/* DCTL */
#define SDIS OTG_BIT(1)
#define GONSTS OTG_BIT(3)
#define SGINAK OTG_BIT(7)
#define CGINAK OTG_BIT(8)
#define SGONAK OTG_BIT(9)
#define CGONAK OTG_BIT(10)

/* DSTS */
#define SUSPSTS OTG_BIT(0)

/* DAINT, DAINTMSK */
#define DAINT_IN(ENDPOINT) OTG_BIT(ENDPOINT)
#define DAINT_OUT(ENDPOINT) OTG_BIT(16 + (ENDPOINT))

/* DIEPCTL and DOEPCTL */
#define MPSIZ_MASK 0x7FFu
#define USBAEP OTG_BIT(15)
#define DPID OTG_BIT(16)
#define NAKSTS OTG_BIT(17)
#define EPTYP_BULK (2u << 18)
#define STALL OTG_BIT(21)
#define TXFNUM(NUMBER) ((uint32_t)(NUMBER) << 22)
#define CNAK OTG_BIT(26)
#define SNAK OTG_BIT(27)
#define SD0PID OTG_BIT(28)
#define EPDIS OTG_BIT(30)
#define EPENA OTG_BIT(31)

/* DIEPINT and DOEPINT */
#define XFRC OTG_BIT(0)
#define EPDISD OTG_BIT(1)
#define STUP OTG_BIT(3) /* OUT */
#define OTEPDIS OTG_BIT(4) /* OUT */
#define ITTXFE OTG_BIT(4) /* IN */
#define INEPNE OTG_BIT(6) /* IN */
#define TXFE OTG_BIT(7) /* IN */

/* DIEPTSIZ and DOEPTSIZ */
#define XFRSIZ(SIZE) ((uint32_t)(SIZE))
#define PKTCNT(COUNT) ((uint32_t)(COUNT) << 19)
#define STUPCNT(COUNT) ((uint32_t)(COUNT) << 29)

#endif
