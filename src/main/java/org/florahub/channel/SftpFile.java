package org.florahub.channel;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumSet;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.client.impl.SftpOutputStreamAsync;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/// One file on an SFTP server, by its path, through a connection that is open. Whatever goes wrong is told as the
/// client tells it.
record SftpFile(SftpClient client, String path) {

    /// What the server says of it, or `null` if it is not there.
    @Nullable
    Attributes attributes() throws IOException {
        try {
            return client.lstat(path);
        } catch (SftpException e) {
            if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                return null;
            }
            throw e;
        }
    }

    /// Whether it is there with these bytes.
    boolean holds(byte[] body) throws IOException {
        Attributes attributes = attributes();
        if (attributes == null || attributes.getSize() != body.length) {
            return false;
        }
        try (InputStream in = client.read(path)) {
            return Arrays.equals(in.readNBytes(body.length + 1), body);
        }
    }

    /// Writes it, durably where the server offers that.
    void write(byte[] body) throws IOException {
        try (CloseableHandle handle =
                client.open(path, EnumSet.of(OpenMode.Create, OpenMode.Truncate, OpenMode.Write))) {
            try (var out = new SftpOutputStreamAsync((AbstractSftpClient) client, 0, path, handle, false)) {
                out.write(body, 0, body.length);
            }
            OpenSSHFsyncExtension fsync = client.getExtension(OpenSSHFsyncExtension.class);
            if (fsync != null && fsync.isSupported()) {
                fsync.fsync(handle);
            }
        }
    }

    /// Gives it another name, in the place of what has that name. SFTP's own rename must not replace a file;
    /// OpenSSH's may.
    void rename(String target) throws IOException {
        OpenSSHPosixRenameExtension rename = client.getExtension(OpenSSHPosixRenameExtension.class);
        if (rename != null && rename.isSupported()) {
            rename.posixRename(path, target);
            return;
        }
        new SftpFile(client, target).removeIfThere();
        client.rename(path, target);
    }

    void removeIfThere() throws IOException {
        if (attributes() != null) {
            client.remove(path);
        }
    }
}
