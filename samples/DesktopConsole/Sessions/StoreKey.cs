using System.Security.Cryptography;
using Amplify.Sessions;

namespace Amplify.Samples;

/// <summary>
/// The key that sessions are encrypted with, in a file that only the user can read. FOR A SAMPLE: whoever gets at the folder has both, key and
/// sessions. A product asks the operating system to keep the key.
/// </summary>
internal static class StoreKey
{
    private const string FileName = "session.key";

    /// <summary>The folder's key; made at the first start.</summary>
    public static async Task<ISessionProtector> ProtectorAsync(StoreFolder folder, CancellationToken cancellationToken)
    {
        await using FileLock locked = await folder.LockAsync(FileName, cancellationToken);
        string path = folder.PathOf(FileName);
        if (!File.Exists(path))
        {
            await folder.WriteAsync(path, RandomNumberGenerator.GetBytes(SessionProtectionKey.Length), cancellationToken);
        }

        byte[] key = await File.ReadAllBytesAsync(path, cancellationToken);
        try
        {
            return new AesGcmSessionProtector(new SessionProtectionKey("this-computer", key));
        }
        catch (ArgumentException damaged)
        {
            throw new InvalidDataException($"{path} is damaged. Delete the folder to begin anew; you will have to sign in again.", damaged);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
