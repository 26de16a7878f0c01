// Command verify checks a log with Go's own implementation: golang.org/x/mod/sumdb/{note,tlog}.
//
// Usage: verify LOG PROOFS. It opens LOG/cosigned with the first keys (Ed25519) of LOG/log.vkey and
// LOG/witness.vkey, which must both have signed, rebuilds the root from the tiles, compares every leaf with "entry N", and checks the lines of PROOFS:
//
//	record INDEX HASH…    inclusion in the checkpoint
//	tree SIZE ROOT HASH…  consistency of an earlier tree with the checkpoint
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type tiles string

func (folder tiles) Height() int                     { return 8 }
func (folder tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (folder tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, t := range wanted {
		path := strings.Replace(t.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(string(folder), path))
		if err != nil {
			return nil, err
		}
		read = append(read, data)
	}
	return read, nil
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func text(path string) string {
	data, err := os.ReadFile(path)
	check(err)
	return string(data)
}

func hash(base64Text string) tlog.Hash {
	data, err := base64.StdEncoding.DecodeString(base64Text)
	check(err)
	return *(*tlog.Hash)(data)
}

func hashes(fields []string) (all []tlog.Hash) {
	for _, field := range fields {
		all = append(all, hash(field))
	}
	return all
}

// cosigner is a key of type 4 (c2sp.org/tlog-cosignature), which package note does not know.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), msg)
	return ed25519.Verify(c.key, []byte(signed), sig[8:])
}

func newCosigner(vkey string) cosigner {
	parts := strings.SplitN(vkey, "+", 3)
	typeAndKey, err := base64.StdEncoding.DecodeString(parts[2])
	check(err)
	if typeAndKey[0] != 4 {
		log.Fatal("a key of type ", typeAndKey[0], ", expected 4")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), typeAndKey...))
	return cosigner{parts[0], binary.BigEndian.Uint32(sum[:]), typeAndKey[1:]}
}

func main() {
	folder := os.Args[1]
	key, err := note.NewVerifier(strings.Split(text(folder+"/log.vkey"), "\n")[0])
	check(err)
	witness := newCosigner(strings.Split(text(folder+"/witness.vkey"), "\n")[0])
	opened, err := note.Open([]byte(text(folder+"/cosigned")), note.VerifierList(key, witness))
	check(err)
	if len(opened.Sigs) != 2 {
		log.Fatal("signed by ", len(opened.Sigs), ", expected log and witness")
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	tree := tlog.Tree{N: size, Hash: hash(lines[2])}
	reader := tlog.TileHashReader(tree, tiles(folder))
	root, err := tlog.TreeHash(size, reader)
	check(err)
	if root != tree.Hash {
		log.Fatal("tiles give another root")
	}
	for i := int64(0); i < size; i++ {
		leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, i)})
		check(err)
		if leaf[0] != tlog.Hash(sha256.Sum256([]byte(fmt.Sprintf("\x00entry %d", i)))) {
			log.Fatal("leaf ", i, " is another")
		}
	}
	proofs := 0
	for _, line := range strings.Split(strings.TrimSpace(text(os.Args[2])), "\n") {
		fields := strings.Fields(line)
		n, err := strconv.ParseInt(fields[1], 10, 64)
		check(err)
		switch fields[0] {
		case "record":
			leaf := tlog.RecordHash([]byte(fmt.Sprintf("entry %d", n)))
			check(tlog.CheckRecord(hashes(fields[2:]), size, tree.Hash, n, leaf))
		case "tree":
			check(tlog.CheckTree(hashes(fields[3:]), size, tree.Hash, n, hash(fields[2])))
		}
		proofs++
	}
	fmt.Printf("%d leaves, %d proofs, 1 cosignature ok\n", size, proofs)
}
