// SPDX-License-Identifier: Apache-2.0
import { checkUsb } from "../../../support/check.js";
import { usb } from "../../../tables/all.js";

usb.forEach(checkUsb);
