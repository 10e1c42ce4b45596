/**
 * What pictures cost on this machine: measured whenever one is made, kept in the user's cache, and
 * told beforehand of the next.
 */
package dev.gen.studio.cost;
