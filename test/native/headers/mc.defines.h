/* SPDX-License-Identifier: Apache-2.0 */
/* mcconfig writes the defines of manifests into it. */
