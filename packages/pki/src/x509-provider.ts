// @peculiar/x509 registers its parts through decorators and needs this polyfill before it loads.
import 'reflect-metadata';

export * from '@peculiar/x509';
